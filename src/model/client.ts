export type Format = 'json' | 'jsonc' | 'yaml' | 'toml';
