import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseCount } from '../../../tests/support/mutated.js';
import { modelSettings } from '../../src/agent/settings.js';
import { maxResultTokens } from '../../src/call/result/result-tokens.js';
import { configuredKeys } from '../../src/credentials/keys.js';
import { scopeSettings, unusedSettings, verifierOf } from '../../src/identity/token-settings.js';
import { dataHome } from '../../src/project/data-folder.js';
import { httpLimits, SETTINGS } from '../../src/serving/http/limits.js';
import { listenOn } from '../../src/serving/http/listen.js';
import type { Environment } from '../../src/utils/settings.js';

const MODEL = { name: 'm', url: 'http://127.0.0.1:11434/v1', maxTokens: 7 };
const verified = async (env: Environment) => {
  const { metadata, audience, userClaim } = (await verifierOf(undefined, env)) ?? {};
  return { metadata, audience, userClaim };
};

/** What is made of the environment, the variables that it is made of, and values that are right. */
const READERS: [string, (env: Environment) => unknown, Record<string, string>][] = [
  [
    'the model',
    (env) => modelSettings(env, MODEL),
    {
      MODEL_API: 'anthropic',
      MODEL_NAME: 'n',
      MODEL_URL: 'https://models.example',
      MODEL_KEY: 'key',
      MODEL_MAX_TOKENS: '9',
      MODEL_PRICE_INPUT: '1',
      MODEL_PRICE_OUTPUT: '2',
      OPENAI_API_KEY: 'open',
      OPENAI_BASE_URL: 'https://proxy.example',
      ANTHROPIC_API_KEY: 'anthropic',
    },
  ],
  [
    'limits',
    (env) => httpLimits({}, env),
    Object.fromEntries(Object.values(SETTINGS).map(({ variable }) => [variable, '77'])),
  ],
  ['the limit of tokens', maxResultTokens, { MCP_MAX_RESULT_TOKENS: '9' }],
  ['scopes', scopeSettings, { MCP_SCOPES: 'a b', MCP_ADVERTISED_SCOPES: 'c' }],
  ['settings without use', unusedSettings, { MCP_AUDIENCE: 'a', MCP_SCOPES: 'b' }],
  [
    'the verifier',
    verified,
    { MCP_ISSUER: 'https://id.example', MCP_AUDIENCE: 'a', MCP_USER_CLAIM: 'oid' },
  ],
  ['keys', configuredKeys, { CREDENTIALS_KEY: randomBytes(32).toString('base64') }],
  ['the data folder', dataHome, { MCP_DATA_DIR: '/data', XDG_DATA_HOME: '/home/data' }],
];

describe('an empty environment variable has the effect of an absent one', () => {
  it.each(READERS)('%s', async (_what, read, values) => {
    const outcome = async (env: Environment) => {
      try {
        return { value: await read(env) };
      } catch (error) {
        return { error: String(error) };
      }
    };
    const kept = fc.record(
      Object.fromEntries(
        Object.keys(values).map((name) => [name, fc.constantFrom('set', 'empty')]),
      ),
    );
    await fc.assert(
      fc.asyncProperty(kept, async (states) => {
        const set = Object.entries(values).filter(([name]) => states[name] === 'set');
        const empty = Object.keys(values).map((name) => [name, ''] as const);
        const absent = Object.fromEntries(set);
        expect(await outcome({ ...Object.fromEntries(empty), ...absent })).toEqual(
          await outcome(absent),
        );
      }),
      { numRuns: caseCount(30) },
    );
    expect(await outcome(values)).not.toEqual(await outcome({}));
  });
});

it('with any limit that is accepted, a server starts', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record(
        Object.fromEntries(
          Object.values(SETTINGS).map(({ variable }) => [
            variable,
            fc.oneof(
              fc.constantFrom(1, 5, 3_000_000, 10 ** 15 - 1),
              fc.integer({ min: 1, max: 10 ** 15 - 1 }),
            ),
          ]),
        ),
        { requiredKeys: [] },
      ),
      async (numbers) => {
        const env = Object.fromEntries(
          Object.entries(numbers).map(([name, one]) => [name, String(one)]),
        );
        const handle = () => {};
        const { close } = await listenOn(
          handle,
          { host: '127.0.0.1', port: 0 },
          httpLimits({}, env),
          () => {},
        );
        await close();
      },
    ),
    { numRuns: caseCount(20) },
  );
});
