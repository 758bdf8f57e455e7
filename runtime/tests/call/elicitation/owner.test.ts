import { expect, it } from 'vitest';
import { createEncryption, encryptionKey } from '../../../src/credentials/encryption.js';
import { decryptState, encryptState } from '../../../src/sdk/v2/state.js';

const memory = { call: 'c', open: {}, given: {}, done: [{ key: 'draft', value: { id: 1 } }] };
const owner = { provider: 'chat', userId: 'ada', method: 'tools/call' };

it('is for one provider, user and method', async () => {
  const state = await encryptState(memory, owner);
  await expect(decryptState(state, owner)).resolves.toMatchObject({ memory });
  const others = [
    { ...owner, provider: 'mail' },
    { ...owner, userId: 'eve' },
    { ...owner, method: 'prompts/get' },
  ];
  for (const other of others) await expect(decryptState(state, other)).rejects.toThrow();
});

it('cannot be read by the client, and is new each time', async () => {
  const state = await encryptState(memory, owner);
  expect(Buffer.from(state.split('.').at(-1) ?? '', 'base64url').toString()).not.toContain('draft');
  expect(await encryptState(memory, owner)).not.toBe(state);
});

it('is no record of the credential store, although they can share a key', () => {
  const { encrypt, decrypt } = createEncryption([encryptionKey(Buffer.alloc(32, 'k'))]);
  const record = encrypt('{}', 'chat', 'ada');
  expect(() => decrypt(record, 'request-state', 'chat', 'ada', 'tools/call')).toThrow();
});
