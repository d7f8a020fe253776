/** What JSX compiles to; injected by the build. */
export { Fragment, h } from "preact";
