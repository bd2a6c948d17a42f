// A replica takes over from a killed one only after the scheduler's minute.
jest.setTimeout(240_000);
