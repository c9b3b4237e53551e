/** Which build of the script this is: build.mjs writes a hash of the joined sources in its place. */
export const BUILD_ID = '%BUILD_ID%';
