import type { ClientRow } from '../model/client.js';

export default {
  label: 'Goose',
  format: 'yaml',
  container: { path: ['extensions'] },
  user: {
    darwin: [
      '$GOOSE_PATH_ROOT/config/config.yaml',
      '$XDG_CONFIG_HOME/goose/config.yaml',
      '~/.config/goose/config.yaml',
    ],
    win32: ['%APPDATA%/Block/goose/config/config.yaml'],
    linux: [
      '$GOOSE_PATH_ROOT/config/config.yaml',
      '$XDG_CONFIG_HOME/goose/config.yaml',
      '~/.config/goose/config.yaml',
    ],
  },
  stdio: {
    type: 'stdio',
    command: 'cmd',
    args: 'args',
    env: 'envs',
    envNames: 'env_keys',
    extra: { name: 'NAME', description: 'DESC', enabled: true, timeout: 300 },
  },
  http: {
    type: 'streamable_http',
    url: 'uri',
    headers: 'headers',
    envNames: 'env_keys',
    extra: { name: 'NAME', description: 'DESC', enabled: true, timeout: 300 },
  },
  builtInTypes: ['builtin', 'frontend', 'inline_python', 'platform'],
  variables: { syntax: '${VAR}', fields: ['headers'] },
  timeout: { key: 'timeout', unit: 's' },
} satisfies ClientRow;
