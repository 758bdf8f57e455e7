import { BACKSPACE, CTRL_C, DOWN, ESCAPE, UP, type Answers } from '../../tests/cli/talk.js';

/** What a person types from the first question to the end; each part is a run of the program in the same directory. */
export interface Scenario {
  name: string;
  parts: readonly Answers[];
  /** Of the last part. */
  exit: number;
}

const KIND = 'What do you want to connect';
const CREATE: Answers[number] = ['Create the project?', ''];
/** Five answers. */
const BY_HAND: Answers = [
  [KIND, `${DOWN}${DOWN}`],
  ['Name, such as Acme Chat', 'Acme Chat'],
  ['How are requests authenticated', `${DOWN}${DOWN}`],
  ['Base URL of the API', 'api.acme.dev/v1'],
  ['Request of the tool', 'rooms'],
];

/** Without installation, so that all creators do the same. */
export const SCENARIOS: readonly Scenario[] = [
  { name: 'demo', parts: [[[KIND, UP], CREATE]], exit: 0 },
  { name: 'by hand', parts: [[...BY_HAND, CREATE]], exit: 0 },
  {
    name: 'OpenAPI document',
    parts: [[[KIND, ''], ['File of the OpenAPI document', 'acme.json'], ['Tools', ''], CREATE]],
    exit: 0,
  },
  {
    name: 'known service',
    parts: [
      [
        [KIND, DOWN],
        ['Service', 'gitl'],
        ['Scopes', ''],
        ['Request of the tool', 'GET /user'],
        CREATE,
      ],
    ],
    exit: 0,
  },
  {
    name: 'back, cancelled, resumed',
    parts: [
      [
        ...BY_HAND.slice(0, 3),
        ['Base URL of the API', ESCAPE],
        ['How are requests authenticated', UP],
        ['Base URL of the API', 'api.acme.dev'],
        ['Request of the tool', CTRL_C],
      ],
      [['Continue with these answers?', 'y'], ['Request of the tool', ''], CREATE],
    ],
    exit: 0,
  },
  {
    name: 'wrong answers, corrected',
    parts: [
      [
        [KIND, `${DOWN}${DOWN}`],
        ['Name, such as Acme Chat', '7 Rooms'],
        ['The name must be', `${BACKSPACE.repeat(7)}Rooms`],
        ['How are requests authenticated', `${DOWN}${DOWN}`],
        ['Base URL of the API', 'http://api.acme.dev'],
        ['The base URL must begin', `${BACKSPACE.repeat(19)}api.acme.dev`],
        ['Request of the tool', ''],
        CREATE,
      ],
    ],
    exit: 0,
  },
  { name: 'cancelled', parts: [[...BY_HAND.slice(0, 2), ['How are requests', CTRL_C]]], exit: 130 },
];
