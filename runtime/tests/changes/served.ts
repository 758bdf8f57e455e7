import { onTestFinished } from 'vitest';
import { connectClient, type Mode } from '../../src/testing/callers/clients.js';

/** A client of this caller, until the test ends. */
export async function clientOf(name: string, url: string, mode: Mode) {
  const client = await connectClient(url, mode, `caller-${name}`, { form: {} });
  onTestFinished(() => client.close());
  return client;
}
