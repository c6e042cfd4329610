"""`make bench`: start-up, engine, interview, what-if."""

from bench import engine, interview, startup, whatif

if __name__ == "__main__":
    startup.main()
    engine.main()
    interview.main()
    whatif.main()
