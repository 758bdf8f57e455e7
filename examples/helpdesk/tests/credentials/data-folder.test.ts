import { join, resolve } from 'node:path';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { loadConfig, projectRoot } from '../../src/core/config.js';
import { dataFolder } from '../../src/core/credentials/records.js';
import { providers } from '../../src/providers/index.js';

const [provider = ''] = Object.keys(providers);
const data = resolve('/data');

afterEach(() => vi.unstubAllEnvs());

function withTokenPath(path: string): string {
  const entry = loadConfig()[provider];
  const { token_path: before } = entry ?? {};
  Object.assign(entry ?? {}, { token_path: path });
  onTestFinished(() => void Object.assign(entry ?? {}, { token_path: before }));
  return dataFolder(provider);
}

it('is never below the working directory', () => {
  for (const value of ['', 'data']) {
    vi.stubEnv('MCP_DATA_DIR', '');
    for (const name of ['XDG_DATA_HOME', 'LOCALAPPDATA']) vi.stubEnv(name, value);
    expect(dataFolder(provider).startsWith(projectRoot())).toBe(false);
  }
  vi.stubEnv('MCP_DATA_DIR', 'data');
  expect(() => dataFolder(provider)).toThrow('MCP_DATA_DIR must be an absolute path');
});

it('is where provider-config.yaml says, unless that is in the project', () => {
  vi.stubEnv('MCP_DATA_DIR', data);
  expect(withTokenPath('team/acme')).toBe(join(data, 'team', 'acme'));
  expect(withTokenPath(resolve('/elsewhere'))).toBe(resolve('/elsewhere'));
  for (const path of ['../elsewhere', join(projectRoot(), 'credentials')]) {
    expect(() => withTokenPath(path)).toThrow('token_path');
  }
});
