import { expect, it } from 'vitest';
import { registryFailure } from '../../src/plan/registry-failure.js';

const UNREACHED = 'did not reach the registry';
const MISSING = 'did not find a package, or its version, in the registry';
const CREDENTIALS = 'was refused by the registry, which asks for other credentials';
const PROXY = 'was refused by the proxy, which asks for credentials';
const CERTIFICATE = 'does not trust the certificate of the registry or of a proxy';
const NO_PACKAGES = 'got an error or a page of a proxy in place of packages';
const TOO_NEW = 'accepts no version that is as new as those of the project';

it.each([
  [
    'pnpm',
    'ERR_PNPM_META_FETCH_FAIL  GET http://127.0.0.1:9/zod: request to http://127.0.0.1:9/zod failed, reason: connect ECONNREFUSED 127.0.0.1:9',
    `${UNREACHED} "127.0.0.1:9"`,
  ],
  [
    'pnpm',
    '× GET https://ann:x@npm.acme.dev/zod\n  ├─▶ client error (Connect)',
    `${UNREACHED} "npm.acme.dev"`,
  ],
  ['pnpm', ' ERR_PNPM_NO_OFFLINE_META  Failed to resolve ms@2.1.3 in package mirror', UNREACHED],
  ['yarn', '➤ YN0001: │ RequestError: getaddrinfo ENOTFOUND registry.yarnpkg.com', UNREACHED],
  ['bun', 'error: ConnectionRefused downloading package manifest zod', UNREACHED],
  ['bun', 'error: DNSResolveFailed downloading package manifest zod', UNREACHED],
  ['npm', 'npm error code ETARGET\nnpm error notarget No matching version found', MISSING],
  ['npm', 'npm error code E404\nnpm error 404 Not Found - GET https://a.dev/x', MISSING],
  ['pnpm', 'ERR_PNPM_NO_MATCHING_VERSION  No matching version found for zod@99', MISSING],
  ['pnpm', ' ERR_PNPM_FETCH_404  GET https://a.dev/x: Not Found - 404', MISSING],
  ['yarn', "➤ YN0082: │ zod@npm:99: No candidates found in 'https://npm.acme.dev'", MISSING],
  ['yarn', '➤ YN0035: │ mcp-provider@npm:0.2.0: Package not found', MISSING],
  ['bun', 'error: No version matching "99" found for specifier "zod"', MISSING],
  ['bun', 'error: GET https://a.dev/mcp-provider - 404\nerror: failed to resolve', MISSING],
  ['npm', 'npm error code E401\nnpm error Unable to authenticate', CREDENTIALS],
  ['npm', 'npm error code E403\nnpm error 403 403 Forbidden - GET https://a.dev/ms', CREDENTIALS],
  ['pnpm', ' ERR_PNPM_FETCH_403  GET https://a.dev/ms: Forbidden - 403', CREDENTIALS],
  ['yarn', '➤ YN0041: │ zod@npm:4.6.7: Invalid authentication', CREDENTIALS],
  ['bun', 'error: GET https://a.dev/zod - 401\nerror: zod failed to resolve', CREDENTIALS],
  ['npm', 'npm error code E407\nnpm error 407 Proxy Authentication Required', PROXY],
  ['pnpm', ' ERR_PNPM_FETCH_407  GET https://a.dev/ms: Proxy Authentication Required - 407', PROXY],
  ['bun', 'error: ProxyConnectFailed (407) downloading package manifest ms', PROXY],
  ['npm', 'npm error code DEPTH_ZERO_SELF_SIGNED_CERT', CERTIFICATE],
  ['pnpm', 'request to https://a.dev/ms failed, reason: self-signed certificate', CERTIFICATE],
  ['npm', 'npm error code UNABLE_TO_GET_ISSUER_CERT_LOCALLY', CERTIFICATE],
  ['npm', 'npm error code E503\nnpm error 503 Service Unavailable', NO_PACKAGES],
  ['npm', 'npm error invalid json response body at https://a.dev/ms reason: <', NO_PACKAGES],
  ['npm', 'npm error code ERESOLVE\nnpm error Found: zod@undefined\n', NO_PACKAGES],
  ['pnpm', " ERR_PNPM_BROKEN_METADATA_JSON  Unexpected token '<'", NO_PACKAGES],
  ['yarn', '➤ YN0016: │ zod@npm:4: All versions satisfying "4" are quarantined', TOO_NEW],
  ['pnpm', ' ERR_PNPM_NO_MATURE_MATCHING_VERSION  No matching version', TOO_NEW],
  ['npm', 'npm error code ERESOLVE\nnpm error unable to resolve dependency tree', undefined],
  ['bun', 'error: postinstall script from "x" exited with 1', undefined],
])('the reason why %s could not install packages: %j', async (manager, output, reason) => {
  // npm is asked again: its output does not always say that there is no connection.
  const exec = () => Promise.resolve({ exitCode: 0, stdout: '', stderr: '', output: '' });
  const failure = await registryFailure(exec, '/project', [manager, 'install'], output);
  expect(failure?.reason).toBe(reason);
});
