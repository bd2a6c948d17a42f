import { defineConfig } from '@playwright/test';
import { findBrowser } from './scripts/browser';

/** Drives the portal as `npm start` runs it, with the sandbox behind it. */
export default defineConfig({
  testDir: 'packages/app/e2e-tests',
  outputDir: '.cache/browser-test',
  // The sandbox's faults are seen by everybody, so one test at a time.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  use: {
    baseURL: 'http://localhost:3000',
    launchOptions: findBrowser(),
    screenshot: 'only-on-failure',
  },
  webServer: {
    command: 'node scripts/commands/start.js',
    url: 'http://localhost:7007/.backstage/health/v1/readiness',
    timeout: 180_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    // A tenant of the person who runs the tests must not be what they look at.
    env: {
      PANTHER_API_URL: 'http://localhost:7007/api/panther-sandbox',
      PANTHER_API_TOKEN: 'sandbox-token',
      PANTHER_MANAGE_TOKEN: 'sandbox-token',
      PANTHER_AWS_ACCOUNT_ID: '444455556666',
      PANTHER_TITLE: 'Acme Security',
    },
  },
});
