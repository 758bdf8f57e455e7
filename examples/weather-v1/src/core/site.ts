/** Answers for addresses of its own, and leaves all others: undefined. */
export type PageHandler = (request: Request) => Promise<Response | undefined>;

/** Says that the server is up. */
export const health: PageHandler = async ({ url }) =>
  new URL(url).pathname === '/healthz' ? Response.json({ ok: true }) : undefined;
