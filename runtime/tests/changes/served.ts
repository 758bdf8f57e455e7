import { onTestFinished } from 'vitest';
import { connect, type Mode } from '../../src/testing/clients.js';

/** A client of this caller, until the test ends. */
export async function clientOf(name: string, url: string, mode: Mode) {
  const client = await connect(url, mode, `caller-${name}`, { form: {} });
  onTestFinished(() => client.close());
  return client;
}
