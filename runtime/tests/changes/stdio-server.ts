import { localPrincipal } from '../../src/identity/principal.js';
import * as current from '../../src/index.js';
import { openProject } from '../../src/project/project.js';
import { sdkLineOf } from '../../src/provider/sdk-line.js';
import * as previous from '../../src/v1.js';
import { roomsProvider } from './rooms.js';

const [name, root = ''] = process.argv.slice(2);
openProject(root);
const { defineProvider } = name === 'v1' ? (previous as unknown as typeof current) : current;
const { line, provider } = sdkLineOf(roomsProvider(defineProvider).createServer, localPrincipal());
await line.serveStdio(provider, localPrincipal(), () => {});
