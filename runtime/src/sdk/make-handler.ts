import type { MakeHandler } from '../provider/definition.js';

/** Implements `provider.fetch`. It is here because serving starts where the lines of the SDK are known. */
export const makeHandler: MakeHandler = async (provider) =>
  (await import('../serving/http/handler.js')).createHandler(provider);
