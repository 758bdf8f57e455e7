import { expect, it } from 'vitest';
import { commandsForManager, type Manager } from '../../src/model/npx.js';

const HINT =
  'Run "npm install", "npx mcp-provider list", "npx create-mcp-provider" or "npx -p create-mcp-provider mcp-provider doctor npx -y @acme/server".';

it.each<[manager: Manager, commands: [string, string, string, string]]>([
  [
    { name: 'npm' },
    [
      'npm install',
      'npx mcp-provider list',
      'npx create-mcp-provider',
      'npx -p create-mcp-provider mcp-provider',
    ],
  ],
  [
    { name: 'pnpm' },
    [
      'pnpm install',
      'pnpm exec mcp-provider list',
      'pnpm dlx create-mcp-provider',
      'pnpm dlx --package=create-mcp-provider mcp-provider',
    ],
  ],
  [
    { name: 'yarn', version: '4.18.1' },
    [
      'yarn install',
      'yarn mcp-provider list',
      'yarn dlx create-mcp-provider',
      'yarn dlx -p create-mcp-provider mcp-provider',
    ],
  ],
  [
    // It runs no package that is not installed; that of a project may be of this version.
    { name: 'yarn' },
    [
      'yarn install',
      'yarn mcp-provider list',
      'npx create-mcp-provider',
      'npx -p create-mcp-provider mcp-provider',
    ],
  ],
  [
    { name: 'bun' },
    [
      'bun install',
      'bunx mcp-provider list',
      'bunx create-mcp-provider',
      'bunx -p create-mcp-provider mcp-provider',
    ],
  ],
])('names commands as a user of %j runs them', (manager, [install, own, create, foreign]) => {
  expect(commandsForManager(HINT, manager)).toBe(
    `Run "${install}", "${own}", "${create}" or "${foreign} doctor npx -y @acme/server".`,
  );
});
