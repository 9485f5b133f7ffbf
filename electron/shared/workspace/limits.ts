/** Most files that a workspace lists or lets the app add. What another program adds beyond that is left alone. */
export const maxListedFiles = 500;
