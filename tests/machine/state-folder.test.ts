import { expect, it } from 'vitest';
import { stateFolder } from '../../src/machine/state-folder.js';

it.each<[Parameters<typeof stateFolder>[0]['platform'], Record<string, string>, string]>([
  ['linux', {}, '/home/ann/.local/state'],
  ['linux', { XDG_STATE_HOME: '/state' }, '/state'],
  ['linux', { XDG_STATE_HOME: '' }, '/home/ann/.local/state'],
  ['linux', { XDG_STATE_HOME: 'state' }, '/home/ann/.local/state'],
  ['darwin', { XDG_STATE_HOME: '/state' }, '/home/ann/Library/Application Support'],
  ['win32', { LOCALAPPDATA: '' }, '/home/ann/AppData/Local'],
])('state of %s with %j', (platform, env, folder) => {
  expect(stateFolder({ home: '/home/ann', platform, env })).toBe(folder);
});
