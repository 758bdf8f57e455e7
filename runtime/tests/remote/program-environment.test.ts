import { delimiter, dirname } from 'node:path';
import { expect, it } from 'vitest';
import { programEnvironment } from '../../src/remote/stdio-transport.js';

const names = (env: Record<string, string>) => Object.keys(programEnvironment(env));

it('passes on where things are, and how the network and the registry are reached', () => {
  const env = {
    HOME: '/home/ann',
    PATH: 'C:\\node@24;/usr/bin',
    USER: 'ann@acme.dev',
    LC_ALL: 'de_DE@euro',
    XDG_DATA_HOME: '/data',
    MCP_DATA_DIR: '/data/mcp',
    HTTPS_PROXY: 'http://proxy.acme.dev:3128',
    no_proxy: 'acme.dev',
    NODE_EXTRA_CA_CERTS: '/etc/acme.pem',
    REQUESTS_CA_BUNDLE: '/etc/acme.pem',
    UV_DEFAULT_INDEX: 'https://pypi.acme.dev/simple',
    npm_config_registry: 'https://npm.acme.dev/',
    'npm_config_@acme:registry': 'https://npm.acme.dev/@acme/',
    NPM_CONFIG_CAFILE: 'C:\\Users\\ann@acme.dev\\ca.pem',
  };
  expect(names(env)).toEqual(Object.keys(env));
});

it('keeps all that may be a secret', () => {
  const env = {
    ACME_TOKEN: 'x',
    CREDENTIALS_KEY: 'x',
    'npm_config_//npm.acme.dev/:_authToken': 'x',
    'npm_config_//npm.acme.dev/:registry': 'x',
    npm_config__auth: 'x',
    NPM_TOKEN: 'x',
    HTTPS_PROXY: 'http://ann:x@proxy.acme.dev:3128',
    HTTP_PROXY: 'ann:x@proxy.acme.dev:3128',
    npm_config_registry: 'https://x@npm.acme.dev/',
    UV_DEFAULT_INDEX: 'https://ann:x@pypi.acme.dev/simple',
    UV_PUBLISH_TOKEN: 'x',
    HOME_TOKEN: 'x',
    SHELL: '() { x; }',
  };
  expect(names(env)).toEqual([]);
});

it.each([
  ['where the path lacks it', '/acme', `/acme${delimiter}${dirname(process.execPath)}`],
  ['once', dirname(process.execPath), dirname(process.execPath)],
])('finds npx beside this Node.js, %s', (_, PATH, expected) => {
  expect(programEnvironment({ PATH })).toEqual({ PATH: expected });
});
