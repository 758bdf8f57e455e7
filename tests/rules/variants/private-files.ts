import { API_MODULE, apiModule } from '../api-module.js';
import type { Variant } from '../variants.js';

const kept = (variant: string, names: string, body: string): Variant => ({
  variant: `private file: ${variant}`,
  edits: {
    [API_MODULE]: apiModule(
      `import { ${names} } from 'node:fs';`,
      `const credentials = await getCredentials(context.principal.userId);\n  const text = JSON.stringify(credentials);\n${body}`,
    ),
  },
});

export const variants: readonly Variant[] = [
  kept('a stream', 'createWriteStream', "createWriteStream('/tmp/c', { mode: 0o600 }).end(text);"),
  kept('a descriptor', 'openSync, writeSync', "writeSync(openSync('/tmp/c', 'w', 0o600), text);"),
  kept(
    'a mode that is set again',
    'chmodSync, writeFileSync',
    "writeFileSync('/tmp/c', text, { mode: 0o600 });\n  chmodSync('/tmp/c', '600');",
  ),
  kept(
    'a mode of another file',
    'chmodSync, writeFileSync',
    "writeFileSync('/tmp/c', text, { mode: 0o600 });\n  chmodSync('/tmp/run.sh', 0o755);",
  ),
];
