import { join } from 'node:path';
import { afterAll } from 'vitest';
import { noAuth } from '../../src/auth/no-auth.js';
import { defineProvider } from '../../src/index.js';
import { closeProject, currentProject, openProject } from '../../src/project/project.js';
import { remoteServer, serveRemote } from '../../src/remote.js';
import { noSignIn } from '../../src/testing/index.js';
import { testProvider } from '../../src/testing/remote.js';
import { moduleOf } from '../small-project.js';
import catalog from './memory/src/providers/memory/remote.json' with { type: 'json' };

closeProject(currentProject()); // of the other tests
const project = openProject(join(import.meta.dirname, 'memory'));
afterAll(() => closeProject(project));

async function memory() {
  const auth = noAuth();
  const provider = defineProvider({ name: 'memory', version: '1.0.0', auth });
  serveRemote(remoteServer('memory', auth), catalog, provider);
  return { ...moduleOf(provider), serverAuth: auth, apiAuth: auth };
}

// A tool without arguments has one call: that of the suite has the response that the case states.
// A tool whose schema has a reference to nothing is called, too.
testProvider({ memory }, 'memory', {
  signIn: noSignIn,
  tools: { read_graph: { remoteTool: 'read_graph', response: 'A graph' } },
});
