/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: {
    '^.+\\.[jt]s$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  // Published as ES modules only.
  transformIgnorePatterns: ['/node_modules/(?!(temporal-polyfill|temporal-utils|rrule-temporal|oidc-provider|jose)/)'],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/dist/'],
  // A test waits for its sandbox, a process of its own, about as long as it works: two fit on two cores.
  maxWorkers: '100%',
  testTimeout: 30_000,
  setupFilesAfterEnv: ['<rootDir>/test/support/seed.ts'],
};
