export * from '../../runtime/src/utils/argument-names.js';
