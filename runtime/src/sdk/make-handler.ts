import type { MakeHandler } from '../provider/web-fetch.js';

/** `provider.fetch`: serving begins where the lines of the SDK are known. */
export const makeHandler: MakeHandler = async (provider) =>
  (await import('../serving/http/handler.js')).createHandler(provider);
