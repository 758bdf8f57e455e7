export * from '../../runtime/src/provider/argument-names.js';
