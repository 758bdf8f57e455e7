import { type Answers, BACKSPACE, CTRL_C, ESCAPE, UP } from '../../tests/cli/talk.js';

/** What a person types from the first question to the end; each part is a run of the program in the same directory. */
export interface Scenario {
  name: string;
  parts: readonly Answers[];
  /** Of the last part. */
  exit: number;
}

const KIND = 'What do you want to connect';
const CREATE: Answers[number] = ['Create only', ''];
/** Six answers. */
const BY_HAND: Answers = [
  [KIND, '127.0.0.1:9/v1'],
  ['Provider name', `${BACKSPACE.repeat(6)}Acme Chat`],
  ['How are requests authenticated', ''],
  ['First tool', 'GET /rooms'],
  ['Arguments of list_rooms', ''],
  ['Another tool', ''],
];

/** Without installation, so that all creators do the same. */
export const SCENARIOS: readonly Scenario[] = [
  { name: 'demo', parts: [[[KIND, UP], CREATE]], exit: 0 },
  { name: 'by hand', parts: [[...BY_HAND, CREATE]], exit: 0 },
  { name: 'OpenAPI document', parts: [[[KIND, ''], CREATE]], exit: 0 },
  {
    name: 'known service',
    parts: [
      [
        [KIND, 'A service'],
        ['Which service?', 'notion'],
        ['What do the tools', ''],
        ['Which tools?', ''],
        ['How', ''],
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
        ['First tool', ESCAPE],
        ['◆  How are requests authenticated', ''],
        ['First tool', CTRL_C],
      ],
      [['Continue', ''], ...BY_HAND.slice(3), CREATE],
    ],
    exit: 0,
  },
  {
    name: 'wrong answers, corrected',
    parts: [
      [
        [KIND, '127.0.0.1:9/v1'],
        ['Provider name', `${BACKSPACE.repeat(6)}7 Rooms`],
        ['The name must', `${BACKSPACE.repeat(7)}Rooms`],
        ...BY_HAND.slice(2),
        CREATE,
      ],
    ],
    exit: 0,
  },
  { name: 'cancelled', parts: [[...BY_HAND.slice(0, 2), ['How are requests', CTRL_C]]], exit: 130 },
];
