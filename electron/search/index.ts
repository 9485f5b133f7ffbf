export { Search, type StartFiles } from './search';
