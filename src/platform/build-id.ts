/** Which build of the script this is: build.mjs replaces it with a hash of the bundled sources. */
export const BUILD_ID = '%BUILD_ID%';
