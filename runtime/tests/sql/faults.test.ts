import { expect, it } from 'vitest';
import { faultOf } from '../../src/sql/faults.js';
import { StatementStoppedError } from '../../src/sql/stop-reason.js';
import { ValueError } from '../../src/sql/values.js';

const coded = (code: string) => Object.assign(new Error('m'), { code });

it.each<[string, unknown, string | undefined]>([
  ['a stop', new StatementStoppedError('timeout'), 'timeout'],
  ['an argument', new ValueError('a'), 'value'],
  ...['57P01', '57P02', '08003', '08006', 'ECONNABORTED', 'PROTOCOL_CONNECTION_LOST'].map(
    (code): [string, unknown, string] => [code, coded(code), 'unreachable'],
  ),
  ['08P01 of a pooler', Object.assign(coded('08P01'), { severity: 'FATAL' }), 'unreachable'],
  ['08P01 of a statement', Object.assign(coded('08P01'), { severity: 'ERROR' }), undefined],
  ['RAISE', Object.assign(coded('23514'), { routine: 'exec_stmt_raise' }), 'raised'],
  ['RAISE to try again', Object.assign(coded('40001'), { routine: 'exec_stmt_raise' }), 'conflict'],
  ['SIGNAL', Object.assign(coded('ER_SIGNAL_EXCEPTION'), { errno: 1644 }), 'raised'],
  ['ER_NO_PARTITION_FOR_GIVEN_VALUE', coded('ER_NO_PARTITION_FOR_GIVEN_VALUE'), 'check'],
  ['22003', coded('22003'), 'value'],
  ['23505', coded('23505'), 'unique'],
  ['42601', coded('42601'), undefined],
  ['ER_PARSE_ERROR', coded('ER_PARSE_ERROR'), undefined],
  ['a closed connection of pg', new Error('Connection terminated unexpectedly'), 'unreachable'],
  [
    'a closed connection of mysql2',
    new Error("Can't add new command when connection is in closed state"),
    'unreachable',
  ],
  ['an error of a tool', new Error('Connection to the printer terminated'), undefined],
  ['not an error', 'text', undefined],
])('the kind of a failed statement: %s', (_, error, fault) => expect(faultOf(error)).toBe(fault));
