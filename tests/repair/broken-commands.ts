import type { Broken } from './breaking.js';

const TIDES = [
  '--name tides --description Tides --base-url https://tides.example',
  '--auth none --tool get_tide:Tide --json --yes',
].flatMap((words) => words.split(' '));

const TIDE = ['get_tide', '--description', 'Tide', '--json', '--yes'];

/** Command lines that do not work. */
export const BROKEN_COMMANDS: readonly Broken[] = [
  {
    what: 'a parameter has no type',
    argv: 'add-tool get_tide --description Tide --request GET=/tides --param id --json --yes'
      .split(' ')
      .map((word) => word.replace('=', ' ')),
  },
  {
    what: 'the name of the provider is not in snake_case',
    argv: ['add-provider', ...TIDES.with(TIDES.indexOf('tides'), 'Sea-Tides')],
  },
  {
    what: 'an annotation is misspelled',
    argv: ['add-tool', ...TIDE, '--annotation', 'readonlyHint=true'],
  },
  {
    what: 'letters of a method are swapped',
    argv: ['add-tool', ...TIDE, '--request', 'GTE /tide'],
  },
  { what: 'the command is misspelled', argv: ['lst', '--json'] },
  { what: 'an option is misspelled', argv: ['list', '--json', '--debgu'] },
  {
    what: 'the provider is misspelled',
    argv: ['add-tool', ...TIDE, '--provider', 'wether'],
  },
  { what: 'the client is misspelled', argv: ['config', 'cursr', '--json'] },
  {
    what: 'the auth style is misspelled',
    argv: ['add-provider', ...TIDES.with(TIDES.indexOf('none'), 'nonee')],
  },
  { what: 'the format is misspelled', argv: ['validate', '--format', 'jsn'] },
];
