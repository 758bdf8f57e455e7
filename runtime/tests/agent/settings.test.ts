import { expect, it } from 'vitest';
import { serviceUrl } from '../../src/agent/model.js';
import { modelSettings } from '../../src/agent/settings.js';

const MODEL = { MODEL_NAME: 'm' };
const ELSEWHERE = { ...MODEL, OPENAI_API_KEY: 'sk', MODEL_URL: 'https://models.example/v1/' };

it.each<[string, Record<string, string>, object]>([
  ['OpenAI by default', { ...MODEL, OPENAI_API_KEY: 'sk' }, { api: 'openai', key: 'sk' }],
  ['Anthropic by its key', { ...MODEL, ANTHROPIC_API_KEY: 'a' }, { api: 'anthropic', key: 'a' }],
  [
    'the address of OpenAI libraries',
    { ...MODEL, OPENAI_BASE_URL: 'http://localhost:11434/v1' },
    { url: 'http://localhost:11434/v1' },
  ],
  ['an address of its own', ELSEWHERE, { url: 'https://models.example/v1' }],
  ['a key of its own', { ...ELSEWHERE, MODEL_KEY: 'own' }, { key: 'own' }],
  [
    'prices',
    { ...MODEL, MODEL_PRICE_INPUT: '1', MODEL_PRICE_OUTPUT: '2.5' },
    { price: { input: 1, output: 2.5 } },
  ],
])('takes %s', (_, env, expected) => {
  expect(modelSettings(env)).toMatchObject(expected);
});

it('keeps to the address of its code where the environment has an empty one, also with a key of OpenAI', () => {
  const own = { name: 'm', url: 'http://127.0.0.1:11434/v1' };
  const settings = modelSettings({ MODEL_URL: '', MODEL_NAME: '', OPENAI_API_KEY: 'sk' }, own);
  expect(settings).toMatchObject(own);
  expect(settings).not.toHaveProperty('key');
});

it('takes a private host where a setting says so, and keeps the query of the address', () => {
  const address = 'http://vllm:8000/openai/deployments/gpt/?api-version=2024-10-21#x';
  const { url } = modelSettings({ ...MODEL, MODEL_URL: address, MODEL_ALLOW_HTTP: 'true' });
  expect(serviceUrl(url, 'chat/completions')).toBe(
    'http://vllm:8000/openai/deployments/gpt/chat/completions?api-version=2024-10-21',
  );
  expect(serviceUrl('https://a.dev/v1', 'messages')).toBe('https://a.dev/v1/messages');
});

it('does not send the key of one service to another one', () => {
  expect(modelSettings(ELSEWHERE)).not.toHaveProperty('key');
});

it.each<[string, Record<string, string>, string]>([
  ['no model', {}, 'MODEL_NAME'],
  ['another protocol', { ...MODEL, MODEL_API: 'grpc' }, 'MODEL_API'],
  ['plain HTTP', { ...MODEL, MODEL_URL: 'http://models.example/v1' }, 'MODEL_URL must be an https'],
  [
    'plain HTTP also where private hosts may have it',
    { ...MODEL, MODEL_URL: 'http://models.example/v1', MODEL_ALLOW_HTTP: 'true' },
    'MODEL_URL must be an https',
  ],
  ...['vllm:8000', 'host.docker.internal', '192.168.1.20:1234', '10.0.0.3', '[fd00::1]:80'].map(
    (host): [string, Record<string, string>, string] => [
      `plain HTTP to ${host} without a setting`,
      { ...MODEL, MODEL_URL: `http://${host}/v1?api-version=1` },
      'set MODEL_ALLOW_HTTP=true',
    ],
  ),
  [
    'a host that looks local',
    { ...MODEL, MODEL_URL: 'http://127.0.0.1.evil.example' },
    'MODEL_URL',
  ],
  ['a limit of 0', { ...MODEL, MODEL_MAX_TOKENS: '0' }, 'MODEL_MAX_TOKENS'],
])('refuses %s', (_, env, variable) => {
  expect(() => modelSettings(env)).toThrow(variable);
});
