import type { Statement } from '@babel/types';

/** Whether a block behind `finally` always returns or leaves a loop: it drops any error (ECMA-262, section 14.15.3). */
export function dropsErrors(statements: readonly Statement[]): boolean {
  return statements.some((node) => {
    switch (node.type) {
      case 'ReturnStatement':
      case 'BreakStatement':
      case 'ContinueStatement':
        return true;
      case 'BlockStatement':
        return dropsErrors(node.body);
      case 'IfStatement':
        return [node.consequent, node.alternate].every((way) => way && dropsErrors([way]));
      default:
        // A loop or a `switch` may be what is left there.
        return false;
    }
  });
}
