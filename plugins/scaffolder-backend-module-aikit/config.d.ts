export interface Config {
  aikit?: {
    /**
     * Puts templates of this package into the catalog; none without it.
     */
    templates?: {
      /**
       * Reference of the group or user that owns the templates, such as
       * group:default/platform.
       */
      owner: string;
      /**
       * Which of them; aikit-inference alone by default.
       */
      names?: Array<
        'aikit-inference' | 'aikit-inference-gitops' | 'aikit-adopt'
      >;
    };
  };
}
