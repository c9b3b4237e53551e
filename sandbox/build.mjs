export async function buildSandbox() {}
