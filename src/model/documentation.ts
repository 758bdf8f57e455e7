const PAGES = 'https://github.com/create-mcp-provider/create-mcp-provider/blob/main/docs';

/** URL of a page of the documentation: projects do not contain it. */
export const pageUrl = (page: string): string => `${PAGES}/${page}`;
