/** Builds the project of xmcp: it has a file for each tool, and its port is fixed in the build. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { name, PORT, TOOLS } from './tool.mjs';

const [folder = ''] = process.argv.slice(2);
const tools = join(folder, 'src', 'tools');
mkdirSync(tools, { recursive: true });
const write = (file, text) => writeFileSync(join(folder, file), text);
const http = { port: PORT, host: '127.0.0.1', endpoint: '/mcp' };
const paths = { tools: 'src/tools', prompts: false, resources: false };
write('package.json', '{ "name": "field-xmcp", "private": true, "type": "module" }');
write('tsconfig.json', '{ "compilerOptions": { "module": "NodeNext", "allowJs": true } }');
write('xmcp.config.ts', `export default ${JSON.stringify({ http, paths })};`);
for (let index = 0; index < TOOLS; index++)
  write(
    join('src', 'tools', `${name(index)}.ts`),
    `import * as tool from '../../../tool.mjs';
export const schema = tool.inputSchema.shape;
export const outputSchema = tool.outputSchema.shape;
export const metadata = { name: '${name(index)}', description: tool.description };
export default tool.say;
`,
  );
const bin = join(folder, '..', 'node_modules', 'xmcp', 'dist', 'cli.js');
execFileSync(process.execPath, [bin, 'build'], { cwd: folder, stdio: ['ignore', 2, 2] });
