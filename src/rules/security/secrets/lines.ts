import type { Span } from '../../../model/facts.js';

export interface NamedText extends Span {
  name: string;
  text: string;
}

/** `NAME=value`, `name: value` and `"name": "value"`, as scripts, images and settings have them. */
const ENTRY = /(?<![\w-])([A-Za-z_][\w-]*)["']?[ \t]*[:=][ \t]*(["']?)([^\s"'`,;]+)/dg;
/** In Terraform, texts have quotes and everything else is an expression. */
const QUOTED = /(?<![\w-])([A-Za-z_][\w-]*)[ \t]*=[ \t]*(")([^\s"]+)/dg;
/** `ENV NAME value` of a Dockerfile. */
const INSTRUCTION = /^[ \t]*(?:ENV|ARG)[ \t]+([A-Za-z_]\w*)[ \t]+(["']?)([^\s"'=]+)/dgim;
/** `- name: NAME`, then `value: text`, as containers are described. */
const PAIR =
  /\bname:[ \t]*["']?([A-Za-z_][\w-]*)["']?[ \t]*\r?\n[ \t]*value:[ \t]*(["']?)([^\s"']+)/dg;
/** What a shell would run. */
const ASSIGNMENT = /(?<![\w-])([A-Z][A-Z0-9_]*)=(["']?)([^\s"'`,;\\]+)/dg;
/** `--api-key value`, `"--api-key", "value"` */
const OPTION = /(?<![\w-])--([a-z][\w-]*)["']?(?:=|[ \t]*,\s*|[ \t]+)(["']?)([^\s"'`,;]+)/dg;

/** `-H 'X-Api-Key: value'` */
const HEADER =
  /(?<![\w-])(?:-H|--header)(?:=|[ \t]+)["']?([A-Za-z][\w-]*):[ \t]*((?:[A-Za-z]+[ \t]+)?)([^\s"'`,;\\]+)/dg;
/** `https://api.example.com/rooms?api_key=value` */
const PARAMETER = /[?&]([A-Za-z][\w-]*)=()([^\s"'`,;&)<>\\]+)/dg;
/** `"NAME": "value"` and a line `NAME: value`: settings in prose. */
const SETTING = /"([A-Z][A-Z0-9_]*)"[ \t]*:[ \t]*(")([^\s"]+)"/dg;
const SETTING_LINE = /^[ \t]*([A-Z][A-Z0-9_]*):[ \t]+(["']?)([^\s"'`,;]+)/dgm;

/** What commands pass: also in data whose entries are read otherwise. */
export const inCommands = (text: string): NamedText[] =>
  found(text, [ASSIGNMENT, OPTION, HEADER, PARAMETER]);

/** What commands and settings in prose contain. */
export const inProse = (text: string): NamedText[] => [
  ...inCommands(text),
  ...found(text, [SETTING, SETTING_LINE]),
];

/** What a text that is no data document stores under names. */
export const inLines = (path: string, text: string): NamedText[] =>
  found(
    text,
    /\.tf(vars)?$/.test(path) ? [QUOTED] : [ENTRY, INSTRUCTION, PAIR, OPTION, HEADER, PARAMETER],
  );

function found(text: string, forms: readonly RegExp[]): NamedText[] {
  return forms.flatMap((form) =>
    Array.from(text.matchAll(form), ({ 1: name = '', 3: value = '', indices }) => {
      const [start, end] = indices?.[3] ?? [0, 0];
      return { name, text: value, start, end };
    }),
  );
}
