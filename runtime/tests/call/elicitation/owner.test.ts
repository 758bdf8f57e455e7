import { expect, it } from 'vitest';
import { createEncryption, encryptionKey } from '../../../src/credentials/encryption.js';
import { decryptState, encryptState } from '../../../src/sdk/v2/state.js';

const memory = { call: 'c', open: {}, given: {}, done: [{ key: 'draft', value: { id: 1 } }] };
const owner = { provider: 'chat', userId: 'ada', method: 'tools/call' };

it('the state of a question is valid for its provider, user and method only', async () => {
  const state = await encryptState(memory, owner);
  await expect(decryptState(state, owner)).resolves.toMatchObject({ memory });
  const others = [
    { ...owner, provider: 'mail' },
    { ...owner, userId: 'eve' },
    { ...owner, method: 'prompts/get' },
  ];
  for (const other of others) await expect(decryptState(state, other)).rejects.toThrow();
});

it('the state of a question is encrypted, differently each time', async () => {
  const state = await encryptState(memory, owner);
  expect(Buffer.from(state.split('.').at(-1) ?? '', 'base64url').toString()).not.toContain('draft');
  expect(await encryptState(memory, owner)).not.toBe(state);
});

it('the state of a question cannot be decrypted as a stored credential, even with the same key', () => {
  const { encrypt, decrypt } = createEncryption([encryptionKey(Buffer.alloc(32, 'k'))]);
  const record = encrypt('{}', 'chat', 'ada');
  expect(() => decrypt(record, 'request-state', 'chat', 'ada', 'tools/call')).toThrow();
});
