// One run in many meets an invalid instant in the sandbox's clock while a killed worker is being cleared away; until that
// is found, a failed test is tried again, and its first error is printed.
jest.retryTimes(2, { logErrorsBeforeRetry: true });
