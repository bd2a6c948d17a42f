// The command line of Backstage hands one array of setup files on to all packages, and
// adds the src/setupTests.ts of each to it. A preset is the way to give all of them a
// setup file that stays their only common one.
module.exports = { setupFilesAfterEnv: [require.resolve('./jest.quiet.js')] };
