/** The build of SortableJS that leaves plugins to whoever wants them; its types are those of the whole. */
declare module "sortablejs/modular/sortable.core.esm.js" {
  export { AutoScroll, default } from "sortablejs";
}
