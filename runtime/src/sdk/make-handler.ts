import type { MakeHandler } from '../provider/definition.js';

/** `provider.fetch`: serving begins where the lines of the SDK are known. */
export const makeHandler: MakeHandler = async (provider) =>
  (await import('../serving/http/handler.js')).createHandler(provider);
