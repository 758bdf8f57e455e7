/** Returns the variable for a base URL, such as `GITHUB_BASE_URL_UPLOADS_GITHUB_COM` for https://uploads.github.com. */
export function baseUrlVariable(provider: string, baseUrl: string): string {
  const { host, pathname } = new URL(baseUrl);
  const name = (host + pathname).replace(/[^a-z0-9]+/gi, '_').replace(/^_|_$/g, '');
  return `${provider}_BASE_URL_${name}`.toUpperCase();
}
