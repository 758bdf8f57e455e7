const PAGES = 'https://github.com/create-mcp-provider/create-mcp-provider/blob/main/docs';

/** URL of a page of the documentation: projects do not contain it. */
export const pageUrl = (page: string): string => `${PAGES}/${page}`;

/** URL of what the documentation says about an error. GitHub's anchors of headings have no slash. */
export const errorUrl = (code: string): string =>
  pageUrl(`reference/errors.md#${code.replaceAll('/', '')}`);
