import { expect, it } from 'vitest';
import { unreachedRegistry } from '../../src/plan/registry.js';

it.each([
  [
    'pnpm',
    'ERR_PNPM_META_FETCH_FAIL  GET http://127.0.0.1:9/zod: request to http://127.0.0.1:9/zod failed, reason: connect ECONNREFUSED 127.0.0.1:9',
    '127.0.0.1:9',
  ],
  ['pnpm', '× GET https://ann:x@npm.acme.dev/zod\n  ├─▶ client error (Connect)', 'npm.acme.dev'],
  ['pnpm', 'ERR_PNPM_NO_MATCHING_VERSION  No matching version found for zod@99', undefined],
  ['yarn', '➤ YN0001: │ RequestError: getaddrinfo ENOTFOUND registry.yarnpkg.com', ''],
  ['yarn', "➤ YN0082: │ zod@npm:99: No candidates found in 'https://npm.acme.dev'", undefined],
  ['bun', 'error: ConnectionRefused downloading package manifest zod', ''],
  ['bun', 'error: DNSResolveFailed downloading package manifest zod', ''],
  ['bun', 'error: No version matching "99" found for specifier "zod"', undefined],
])('%s: %j', async (manager, output, registry) => {
  const exec = () => Promise.reject(new Error('Its output says it.'));
  expect(await unreachedRegistry(exec, '/project', [manager, 'install'], output)).toBe(registry);
});
