import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { connectOver } from './sdk-v1.mjs';

const program = join(
  dirname(createRequire(import.meta.url).resolve('mcp-remote/package.json')),
  'dist/proxy.js',
);

export const connect = ({ url, token }) =>
  connectOver(
    new StdioClientTransport({
      command: process.execPath,
      args: [program, url, ...(token ? ['--header', `Authorization:Bearer ${token}`] : [])],
      stderr: 'ignore',
    }),
  );
