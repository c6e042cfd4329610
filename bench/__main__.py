"""`make bench`: start-up, engine, interview, what-if, growth."""

from bench import engine, growth, interview, startup, whatif

if __name__ == "__main__":
    startup.main()
    engine.main()
    interview.main()
    whatif.main()
    growth.main()
