export * from '../../runtime/src/provider/invisible.js';
