"""`make bench`: start-up, engine, interview."""

from bench import engine, interview, startup

if __name__ == "__main__":
    startup.main()
    engine.main()
    interview.main()
