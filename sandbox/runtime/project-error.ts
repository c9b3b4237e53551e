/** What is wrong with a project folder, in words for who made it. */
export class ProjectError extends Error {
  override name = 'ProjectError';
}
