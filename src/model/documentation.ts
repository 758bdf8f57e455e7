const PAGES = 'https://github.com/create-mcp-provider/create-mcp-provider/blob/main/docs';

/** Returns the URL of a documentation page. Projects do not contain the documentation. */
export const pageUrl = (page: string): string => `${PAGES}/${page}`;

/** Returns the URL of the section about an error. Anchors of headings on GitHub contain no slash. */
export const errorUrl = (code: string): string =>
  pageUrl(`reference/errors.md#${code.replaceAll('/', '')}`);
