'use strict';

require('node:module').enableCompileCache?.(); // Node 22.1 and newer
// Node.js 20 optimizes functions early, which costs a third of the processor time of a command.
if (process.version.startsWith('v20.'))
  require('node:v8').setFlagsFromString('--interrupt-budget=1000000');
const { existsSync } = require('node:fs');
const { dirname, join } = require('node:path');

const root = dirname(module.path);
const program = join(root, 'dist', 'cli.cjs');
if (!existsSync(program)) {
  console.error(
    `This clone of create-mcp-provider is not built. Run "npm ci && npm run build" in "${root}" and the command again.`,
  );
  process.exit(2);
}
const { main } = require(program);

module.exports = main;
