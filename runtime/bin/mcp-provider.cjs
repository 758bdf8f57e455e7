#!/usr/bin/env node
'use strict';

// The command belongs to create-mcp-provider. Both packages have it, so that `npx mcp-provider` works in every project.
const { dirname, join } = require('node:path');

const args = process.argv.slice(2);
const cli = installed();
if (cli) {
  require(cli);
} else {
  const words = args.map((word) => (/^[\w./:@=-]+$/.test(word) ? word : JSON.stringify(word)));
  const command = ['npx -p create-mcp-provider mcp-provider', ...words].join(' ');
  console.error(`error: create-mcp-provider is not installed in this project. Run: ${command}`);
  process.exitCode = 2;
}

function installed() {
  try {
    const manifest = require.resolve('create-mcp-provider/package.json', {
      paths: [process.cwd()],
    });
    return join(dirname(manifest), require(manifest).bin['mcp-provider']);
  } catch {
    return undefined;
  }
}
