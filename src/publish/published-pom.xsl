<?xml version="1.0" encoding="UTF-8"?>
<!--
  Gives the published pom the scopes that its users need. One Maven module compiles library and command line together, so
  that all of their libraries are at scope compile in pom.xml. A project that depends on HookBench compiles against JMH and
  the annotations of the public API only; the rest is needed when it runs.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>

  <!-- by local names: the elements keep the namespace that the pom has -->
  <xsl:template match="*[local-name() = 'dependency'][not(*[local-name() = 'groupId'][. = 'org.openjdk.jmh' or . = 'org.apiguardian'])]/*[local-name() = 'scope'][. = 'compile']">
    <xsl:copy>runtime</xsl:copy>
  </xsl:template>
</xsl:stylesheet>
