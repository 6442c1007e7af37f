// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

enum class OperationId : uint16_t {
  gsm_map_updateLocation = 2,
  gsm_map_cancelLocation = 3,
  gsm_map_provideRoamingNumber = 4,
  gsm_map_noteSubscriberDataModified = 5,
  gsm_map_resumeCallHandling = 6,
  gsm_map_insertSubscriberData = 7,
  gsm_map_deleteSubscriberData = 8,
  gsm_map_sendParameters = 9,
  gsm_map_registerSS = 10,
  gsm_map_eraseSS = 11,
  gsm_map_activateSS = 12,
  gsm_map_deactivateSS = 13,
  gsm_map_interrogateSS = 14,
  gsm_map_authenticationFailureReport = 15,
  gsm_map_notifySS = 16,
  gsm_map_registerPassword = 17,
  gsm_map_getPassword = 18,
  gsm_map_processUnstructuredSS_Data = 19,
  gsm_map_releaseResources = 20,
  gsm_map_mt_ForwardSM_VGCS = 21,
  gsm_map_sendRoutingInfo = 22,
  gsm_map_updateGprsLocation = 23,
  gsm_map_sendRoutingInfoForGprs = 24,
  gsm_map_failureReport = 25,
  gsm_map_noteMsPresentForGprs = 26,
  gsm_map_performHandover = 28,
  gsm_map_sendEndSignal = 29,
  gsm_map_performSubsequentHandover = 30,
  gsm_map_provideSIWFSNumber = 31,
  gsm_map_sIWFSSignallingModify = 32,
  gsm_map_processAccessSignalling = 33,
  gsm_map_forwardAccessSignalling = 34,
  gsm_map_noteInternalHandover = 35,
  gsm_map_cancelVcsgLocation = 36,
  gsm_map_reset = 37,
  gsm_map_forwardCheckSS_Indication = 38,
  gsm_map_prepareGroupCall = 39,
  gsm_map_sendGroupCallEndSignal = 40,
  gsm_map_processGroupCallSignalling = 41,
  gsm_map_forwardGroupCallSignalling = 42,
  gsm_map_checkIMEI = 43,
  gsm_map_mt_ForwardSM = 44,
  gsm_map_sendRoutingInfoForSM = 45,
  gsm_map_mo_ForwardSM = 46,
  gsm_map_reportSM_DeliveryStatus = 47,
  gsm_map_noteSubscriberPresent = 48,
  gsm_map_alertServiceCentreWithoutResult = 49,
  gsm_map_activateTraceMode = 50,
  gsm_map_deactivateTraceMode = 51,
  gsm_map_traceSubscriberActivity = 52,
  gsm_map_updateVcsgLocation = 53,
  gsm_map_beginSubscriberActivity = 54,
  gsm_map_sendIdentification = 55,
  gsm_map_sendAuthenticationInfo = 56,
  gsm_map_restoreData = 57,
  gsm_map_sendIMSI = 58,
  gsm_map_processUnstructuredSS_Request = 59,
  gsm_map_unstructuredSS_Request = 60,
  gsm_map_unstructuredSS_Notify = 61,
  gsm_map_anyTimeSubscriptionInterrogation = 62,
  gsm_map_informServiceCentre = 63,
  gsm_map_alertServiceCentre = 64,
  gsm_map_anyTimeModification = 65,
  gsm_map_readyForSM = 66,
  gsm_map_purgeMS = 67,
  gsm_map_prepareHandover = 68,
  gsm_map_prepareSubsequentHandover = 69,
  gsm_map_provideSubscriberInfo = 70,
  gsm_map_anyTimeInterrogation = 71,
  gsm_map_ss_InvocationNotification = 72,
  gsm_map_setReportingState = 73,
  gsm_map_statusReport = 74,
  gsm_map_remoteUserFree = 75,
  gsm_map_registerCC_Entry = 76,
  gsm_map_eraseCC_Entry = 77,
  gsm_map_secureTransportClass1 = 78,
  gsm_map_secureTransportClass2 = 79,
  gsm_map_secureTransportClass3 = 80,
  gsm_map_secureTransportClass4 = 81,
  gsm_map_provideSubscriberLocation = 83,
  gsm_map_sendGroupCallInfo = 84,
  gsm_map_sendRoutingInfoForLCS = 85,
  gsm_map_subscriberLocationReport = 86,
  gsm_map_ist_Alert = 87,
  gsm_map_ist_Command = 88,
  gsm_map_noteMM_Event = 89,
  gsm_map_lcs_PeriodicLocationCancellation = 109,
  gsm_map_lcs_LocationUpdate = 110,
  gsm_map_lcs_PeriodicLocationRequest = 111,
  gsm_map_lcs_AreaEventCancellation = 112,
  gsm_map_lcs_AreaEventReport = 113,
  gsm_map_lcs_AreaEventRequest = 114,
  gsm_map_lcs_MOLR = 115,
  gsm_map_lcs_LocationNotification = 116,
  gsm_map_callDeflection = 117,
  gsm_map_userUserService = 118,
  gsm_map_accessRegisterCCEntry = 119,
  gsm_map_forwardCUG_Info = 120,
  gsm_map_splitMPTY = 121,
  gsm_map_retrieveMPTY = 122,
  gsm_map_holdMPTY = 123,
  gsm_map_buildMPTY = 124,
  gsm_map_forwardChargeAdvice = 125,
  gsm_map_explicitCT = 126,
  camel_initialDP = 256,
  camel_assistRequestInstructions = 272,
  camel_establishTemporaryConnection = 273,
  camel_disconnectForwardConnection = 274,
  camel_connectToResource = 275,
  camel_connect = 276,
  camel_releaseCall = 278,
  camel_requestReportBCSMEvent = 279,
  camel_eventReportBCSM = 280,
  camel_collectInformation = 283,
  camel_continue = 287,
  camel_initiateCallAttempt = 288,
  camel_resetTimer = 289,
  camel_furnishChargingInformation = 290,
  camel_applyCharging = 291,
  camel_applyChargingReport = 292,
  camel_callGap = 297,
  camel_callInformationReport = 300,
  camel_callInformationRequest = 301,
  camel_sendChargingInformation = 302,
  camel_playAnnouncement = 303,
  camel_promptAndCollectUserInformation = 304,
  camel_specializedResourceReport = 305,
  camel_cancel = 309,
  camel_activityTest = 311,
  camel_initialDPSMS = 316,
  camel_furnishChargingInformationSMS = 317,
  camel_connectSMS = 318,
  camel_requestReportSMSEvent = 319,
  camel_eventReportSMS = 320,
  camel_continueSMS = 321,
  camel_releaseSMS = 322,
  camel_resetTimerSMS = 323,
  camel_activityTestGPRS = 326,
  camel_applyChargingGPRS = 327,
  camel_applyChargingReportGPRS = 328,
  camel_cancelGPRS = 329,
  camel_connectGPRS = 330,
  camel_continueGPRS = 331,
  camel_entityReleasedGPRS = 332,
  camel_furnishChargingInformationGPRS = 333,
  camel_initialDPGPRS = 334,
  camel_releaseGPRS = 335,
  camel_eventReportGPRS = 336,
  camel_requestReportGPRSEvent = 337,
  camel_resetTimerGPRS = 338,
  camel_sendChargingInformationGPRS = 339,
  camel_dFCWithArgument = 342,
  camel_continueWithArgument = 344,
  camel_disconnectLeg = 346,
  camel_moveLeg = 349,
  camel_splitLeg = 351,
  camel_entityReleased = 352,
  camel_playTone = 353,
  s6a_ULR = 512,
  s6a_CLR = 513,
  s6a_AIR = 514,
  s6a_IDR = 515,
  s6a_DSR = 516,
  s6a_PUR = 517,
  s6a_RSR = 518,
  s6a_NOR = 519,
  base_CER = 520,
  base_RAR = 521,
  base_ACR = 522,
  base_ASR = 523,
  base_STR = 524,
  base_DWR = 525,
  base_DPR = 526,
  s13_ECR = 527,
  slg_PLR = 528,
  slg_LRR = 529,
  slh_RIR = 530,
  sh_UDR = 531,
  sh_PUR = 532,
  sh_SNR = 533,
  sh_PNR = 534,
  cx_UAR = 535,
  cx_SAR = 536,
  cx_LIR = 537,
  cx_MAR = 538,
  cx_RTR = 539,
  cx_PPR = 540,
  swx_SAR = 541,
  swx_MAR = 542,
  swx_RTR = 543,
  swx_PPR = 544,
  sta_RAR = 545,
  sta_AAR = 546,
  sta_DER = 547,
  sta_ASR = 548,
  sta_STR = 549,
  swm_RAR = 550,
  swm_AAR = 551,
  swm_DER = 552,
  swm_ASR = 553,
  swm_STR = 554,
  s6b_RAR = 555,
  s6b_AAR = 556,
  s6b_DER = 557,
  s6b_ASR = 558,
  s6b_STR = 559,
  s6c_SRR = 560,
  s6c_ALR = 561,
  s6c_RDR = 562,
  sgd_OFR = 563,
  sgd_TFR = 564,
  sgd_ALR = 565,
  s6m_SIR = 566,
  t4_DTR = 567,
  t4_DRR = 568,
  tsp_DAR = 569,
  tsp_DNR = 570,
  s6t_CIR = 571,
  s6t_RIR = 572,
  s6t_NIR = 573,
  t6a_CIR = 574,
  t6a_RIR = 575,
  t6a_CMR = 576,
  t6a_ODR = 577,
  t6a_TDR = 578,
  s7a_UVR = 579,
  s7a_CVR = 580,
  gx_RAR = 581,
  gx_CCR = 582,
  gxx_RAR = 583,
  gxx_CCR = 584,
  s9_RAR = 585,
  s9_CCR = 586,
  s9_TER = 587,
  rx_RAR = 588,
  rx_AAR = 589,
  rx_ASR = 590,
  rx_STR = 591,
  sy_STR = 592,
  sy_SLR = 593,
  sy_SNR = 594,
  sd_RAR = 595,
  sd_CCR = 596,
  sd_TSR = 597,
  credit_control_RAR = 598,
  credit_control_CCR = 599,
  credit_control_ASR = 600,
  credit_control_STR = 601,
  accounting_ACR = 602,
  rf_ACR = 603,
  zh_MAR = 604,
  zn_BIR = 605,
  gtp_Echo = 896,
  gtp_CreatePDPContext = 897,
  gtp_UpdatePDPContext = 898,
  gtp_DeletePDPContext = 899,
  gtp_InitiatePDPContextActivation = 900,
  gtp_ErrorIndication = 901,
  gtp_PDUNotification = 902,
  gtp_PDUNotificationReject = 903,
  gtp_SupportedExtensionHeadersNotification = 904,
  gtp_SendRouteingInformationForGPRS = 905,
  gtp_FailureReport = 906,
  gtp_NoteMSGPRSPresent = 907,
  gtp_Identification = 908,
  gtp_SGSNContext = 909,
  gtp_SGSNContextAcknowledge = 910,
  gtp_ForwardRelocation = 911,
  gtp_ForwardRelocationComplete = 912,
  gtp_RelocationCancel = 913,
  gtp_ForwardSRNSContext = 914,
  gtp_UERegistrationQuery = 915,
  gtp_RANInformationRelay = 916,
  gtp_MBMSNotification = 917,
  gtp_MBMSNotificationReject = 918,
  gtp_CreateMBMSContext = 919,
  gtp_UpdateMBMSContext = 920,
  gtp_DeleteMBMSContext = 921,
  gtp_MBMSRegistration = 922,
  gtp_MBMSDeRegistration = 923,
  gtp_MBMSSessionStart = 924,
  gtp_MBMSSessionStop = 925,
  gtp_MBMSSessionUpdate = 926,
  gtp_MSInfoChangeNotification = 927,
  gtpv2_Echo = 960,
  gtpv2_CreateSession = 961,
  gtpv2_ModifyBearer = 962,
  gtpv2_DeleteSession = 963,
  gtpv2_ChangeNotification = 964,
  gtpv2_RemoteUEReport = 965,
  gtpv2_ModifyBearerCommand = 966,
  gtpv2_ModifyBearerFailure = 967,
  gtpv2_DeleteBearerCommand = 968,
  gtpv2_DeleteBearerFailure = 969,
  gtpv2_BearerResourceCommand = 970,
  gtpv2_BearerResourceFailure = 971,
  gtpv2_DownlinkDataNotificationFailure = 972,
  gtpv2_TraceSessionActivation = 973,
  gtpv2_TraceSessionDeactivation = 974,
  gtpv2_StopPaging = 975,
  gtpv2_CreateBearer = 976,
  gtpv2_UpdateBearer = 977,
  gtpv2_DeleteBearer = 978,
  gtpv2_DeletePDNConnectionSet = 979,
  gtpv2_PGWDownlinkTriggering = 980,
  gtpv2_Identification = 981,
  gtpv2_Context = 982,
  gtpv2_ContextAcknowledge = 983,
  gtpv2_ForwardRelocation = 984,
  gtpv2_ForwardRelocationComplete = 985,
  gtpv2_ForwardAccessContext = 986,
  gtpv2_RelocationCancel = 987,
  gtpv2_ConfigurationTransferTunnel = 988,
  gtpv2_Detach = 989,
  gtpv2_CSPaging = 990,
  gtpv2_RANInformationRelay = 991,
  gtpv2_AlertMME = 992,
  gtpv2_UEActivity = 993,
  gtpv2_ISRStatus = 994,
  gtpv2_UERegistrationQuery = 995,
  gtpv2_CreateForwardingTunnel = 996,
  gtpv2_Suspend = 997,
  gtpv2_Resume = 998,
  gtpv2_CreateIndirectDataForwardingTunnel = 999,
  gtpv2_DeleteIndirectDataForwardingTunnel = 1000,
  gtpv2_ReleaseAccessBearers = 1001,
  gtpv2_DownlinkDataNotification = 1002,
  gtpv2_PGWRestart = 1003,
  gtpv2_UpdatePDNConnectionSet = 1004,
  gtpv2_ModifyAccessBearers = 1005,
  gtpv2_MBMSSessionStart = 1006,
  gtpv2_MBMSSessionUpdate = 1007,
  gtpv2_MBMSSessionStop = 1008,
  ansi_map_HandoffMeasurementRequest = 1025,
  ansi_map_FacilitiesDirective = 1026,
  ansi_map_MobileOnChannel = 1027,
  ansi_map_HandoffBack = 1028,
  ansi_map_FacilitiesRelease = 1029,
  ansi_map_QualificationRequest = 1030,
  ansi_map_QualificationDirective = 1031,
  ansi_map_Blocking = 1032,
  ansi_map_Unblocking = 1033,
  ansi_map_ResetCircuit = 1034,
  ansi_map_TrunkTest = 1035,
  ansi_map_TrunkTestDisconnect = 1036,
  ansi_map_RegistrationNotification = 1037,
  ansi_map_RegistrationCancellation = 1038,
  ansi_map_LocationRequest = 1039,
  ansi_map_RoutingRequest = 1040,
  ansi_map_FeatureRequest = 1041,
  ansi_map_UnreliableRoamerDataDirective = 1044,
  ansi_map_MSInactive = 1046,
  ansi_map_TransferToNumberRequest = 1047,
  ansi_map_RedirectionRequest = 1048,
  ansi_map_HandoffToThird = 1049,
  ansi_map_FlashRequest = 1050,
  ansi_map_AuthenticationDirective = 1051,
  ansi_map_AuthenticationRequest = 1052,
  ansi_map_BaseStationChallenge = 1053,
  ansi_map_AuthenticationFailureReport = 1054,
  ansi_map_CountRequest = 1055,
  ansi_map_InterSystemPage = 1056,
  ansi_map_UnsolicitedResponse = 1057,
  ansi_map_BulkDeregistration = 1058,
  ansi_map_HandoffMeasurementRequest2 = 1059,
  ansi_map_FacilitiesDirective2 = 1060,
  ansi_map_HandoffBack2 = 1061,
  ansi_map_HandoffToThird2 = 1062,
  ansi_map_AuthenticationDirectiveForward = 1063,
  ansi_map_AuthenticationStatusReport = 1064,
  ansi_map_InformationDirective = 1066,
  ansi_map_InformationForward = 1067,
  ansi_map_InterSystemAnswer = 1068,
  ansi_map_InterSystemPage2 = 1069,
  ansi_map_InterSystemSetup = 1070,
  ansi_map_OriginationRequest = 1071,
  ansi_map_RandomVariableRequest = 1072,
  ansi_map_RedirectionDirective = 1073,
  ansi_map_RemoteUserInteractionDirective = 1074,
  ansi_map_SMSDeliveryBackward = 1075,
  ansi_map_SMSDeliveryForward = 1076,
  ansi_map_SMSDeliveryPointToPoint = 1077,
  ansi_map_SMSNotification = 1078,
  ansi_map_SMSRequest = 1079,
  ansi_map_OTASPRequest = 1080,
  ansi_map_ChangeFacilities = 1082,
  ansi_map_ChangeService = 1083,
  ansi_map_ParameterRequest = 1084,
  ansi_map_TMSIDirective = 1085,
  ansi_map_NumberPortabilityRequest = 1086,
  ansi_map_ServiceRequest = 1087,
  ansi_map_AnalyzedInformation = 1088,
  ansi_map_SMSDeliveryPointToPointAck = 1102,
  ansi_map_MessageDirective = 1103,
  ansi_map_PositionRequest = 1114,
  ansi_map_PositionRequestForward = 1115,
  ansi_map_CallTerminationReport = 1116,
  ansi_map_GeoPositionDirective = 1117,
  ansi_map_GeoPositionRequest = 1118,
  ansi_map_InterSystemPositionRequest = 1119,
  ansi_map_InterSystemPositionRequestForward = 1120,
  ansi_map_RoamerDatabaseVerificationRequest = 1122,
  ansi_map_InterSystemSMSPage = 1125,
  ansi_map_LCSParameterRequest = 1126,
  ansi_map_PositionEventNotification = 1130,
  ansi_map_InterSystemSMSDeliveryPointToPoint = 1135,
  ansi_map_QualificationRequest2 = 1136,
  unknown = 65535,
};
constexpr uint32_t kOperationIdMax = 1152;
constexpr uint32_t kCamelFirst = 256, kDiameterFirst = 512;
constexpr const char* name_of(OperationId value) {
  switch (value) {
  case OperationId::gsm_map_updateLocation: return "gsm_map.updateLocation";
  case OperationId::gsm_map_cancelLocation: return "gsm_map.cancelLocation";
  case OperationId::gsm_map_provideRoamingNumber: return "gsm_map.provideRoamingNumber";
  case OperationId::gsm_map_noteSubscriberDataModified: return "gsm_map.noteSubscriberDataModified";
  case OperationId::gsm_map_resumeCallHandling: return "gsm_map.resumeCallHandling";
  case OperationId::gsm_map_insertSubscriberData: return "gsm_map.insertSubscriberData";
  case OperationId::gsm_map_deleteSubscriberData: return "gsm_map.deleteSubscriberData";
  case OperationId::gsm_map_sendParameters: return "gsm_map.sendParameters";
  case OperationId::gsm_map_registerSS: return "gsm_map.registerSS";
  case OperationId::gsm_map_eraseSS: return "gsm_map.eraseSS";
  case OperationId::gsm_map_activateSS: return "gsm_map.activateSS";
  case OperationId::gsm_map_deactivateSS: return "gsm_map.deactivateSS";
  case OperationId::gsm_map_interrogateSS: return "gsm_map.interrogateSS";
  case OperationId::gsm_map_authenticationFailureReport: return "gsm_map.authenticationFailureReport";
  case OperationId::gsm_map_notifySS: return "gsm_map.notifySS";
  case OperationId::gsm_map_registerPassword: return "gsm_map.registerPassword";
  case OperationId::gsm_map_getPassword: return "gsm_map.getPassword";
  case OperationId::gsm_map_processUnstructuredSS_Data: return "gsm_map.processUnstructuredSS-Data";
  case OperationId::gsm_map_releaseResources: return "gsm_map.releaseResources";
  case OperationId::gsm_map_mt_ForwardSM_VGCS: return "gsm_map.mt-ForwardSM-VGCS";
  case OperationId::gsm_map_sendRoutingInfo: return "gsm_map.sendRoutingInfo";
  case OperationId::gsm_map_updateGprsLocation: return "gsm_map.updateGprsLocation";
  case OperationId::gsm_map_sendRoutingInfoForGprs: return "gsm_map.sendRoutingInfoForGprs";
  case OperationId::gsm_map_failureReport: return "gsm_map.failureReport";
  case OperationId::gsm_map_noteMsPresentForGprs: return "gsm_map.noteMsPresentForGprs";
  case OperationId::gsm_map_performHandover: return "gsm_map.performHandover";
  case OperationId::gsm_map_sendEndSignal: return "gsm_map.sendEndSignal";
  case OperationId::gsm_map_performSubsequentHandover: return "gsm_map.performSubsequentHandover";
  case OperationId::gsm_map_provideSIWFSNumber: return "gsm_map.provideSIWFSNumber";
  case OperationId::gsm_map_sIWFSSignallingModify: return "gsm_map.sIWFSSignallingModify";
  case OperationId::gsm_map_processAccessSignalling: return "gsm_map.processAccessSignalling";
  case OperationId::gsm_map_forwardAccessSignalling: return "gsm_map.forwardAccessSignalling";
  case OperationId::gsm_map_noteInternalHandover: return "gsm_map.noteInternalHandover";
  case OperationId::gsm_map_cancelVcsgLocation: return "gsm_map.cancelVcsgLocation";
  case OperationId::gsm_map_reset: return "gsm_map.reset";
  case OperationId::gsm_map_forwardCheckSS_Indication: return "gsm_map.forwardCheckSS-Indication";
  case OperationId::gsm_map_prepareGroupCall: return "gsm_map.prepareGroupCall";
  case OperationId::gsm_map_sendGroupCallEndSignal: return "gsm_map.sendGroupCallEndSignal";
  case OperationId::gsm_map_processGroupCallSignalling: return "gsm_map.processGroupCallSignalling";
  case OperationId::gsm_map_forwardGroupCallSignalling: return "gsm_map.forwardGroupCallSignalling";
  case OperationId::gsm_map_checkIMEI: return "gsm_map.checkIMEI";
  case OperationId::gsm_map_mt_ForwardSM: return "gsm_map.mt-ForwardSM";
  case OperationId::gsm_map_sendRoutingInfoForSM: return "gsm_map.sendRoutingInfoForSM";
  case OperationId::gsm_map_mo_ForwardSM: return "gsm_map.mo-ForwardSM";
  case OperationId::gsm_map_reportSM_DeliveryStatus: return "gsm_map.reportSM-DeliveryStatus";
  case OperationId::gsm_map_noteSubscriberPresent: return "gsm_map.noteSubscriberPresent";
  case OperationId::gsm_map_alertServiceCentreWithoutResult: return "gsm_map.alertServiceCentreWithoutResult";
  case OperationId::gsm_map_activateTraceMode: return "gsm_map.activateTraceMode";
  case OperationId::gsm_map_deactivateTraceMode: return "gsm_map.deactivateTraceMode";
  case OperationId::gsm_map_traceSubscriberActivity: return "gsm_map.traceSubscriberActivity";
  case OperationId::gsm_map_updateVcsgLocation: return "gsm_map.updateVcsgLocation";
  case OperationId::gsm_map_beginSubscriberActivity: return "gsm_map.beginSubscriberActivity";
  case OperationId::gsm_map_sendIdentification: return "gsm_map.sendIdentification";
  case OperationId::gsm_map_sendAuthenticationInfo: return "gsm_map.sendAuthenticationInfo";
  case OperationId::gsm_map_restoreData: return "gsm_map.restoreData";
  case OperationId::gsm_map_sendIMSI: return "gsm_map.sendIMSI";
  case OperationId::gsm_map_processUnstructuredSS_Request: return "gsm_map.processUnstructuredSS-Request";
  case OperationId::gsm_map_unstructuredSS_Request: return "gsm_map.unstructuredSS-Request";
  case OperationId::gsm_map_unstructuredSS_Notify: return "gsm_map.unstructuredSS-Notify";
  case OperationId::gsm_map_anyTimeSubscriptionInterrogation: return "gsm_map.anyTimeSubscriptionInterrogation";
  case OperationId::gsm_map_informServiceCentre: return "gsm_map.informServiceCentre";
  case OperationId::gsm_map_alertServiceCentre: return "gsm_map.alertServiceCentre";
  case OperationId::gsm_map_anyTimeModification: return "gsm_map.anyTimeModification";
  case OperationId::gsm_map_readyForSM: return "gsm_map.readyForSM";
  case OperationId::gsm_map_purgeMS: return "gsm_map.purgeMS";
  case OperationId::gsm_map_prepareHandover: return "gsm_map.prepareHandover";
  case OperationId::gsm_map_prepareSubsequentHandover: return "gsm_map.prepareSubsequentHandover";
  case OperationId::gsm_map_provideSubscriberInfo: return "gsm_map.provideSubscriberInfo";
  case OperationId::gsm_map_anyTimeInterrogation: return "gsm_map.anyTimeInterrogation";
  case OperationId::gsm_map_ss_InvocationNotification: return "gsm_map.ss-InvocationNotification";
  case OperationId::gsm_map_setReportingState: return "gsm_map.setReportingState";
  case OperationId::gsm_map_statusReport: return "gsm_map.statusReport";
  case OperationId::gsm_map_remoteUserFree: return "gsm_map.remoteUserFree";
  case OperationId::gsm_map_registerCC_Entry: return "gsm_map.registerCC-Entry";
  case OperationId::gsm_map_eraseCC_Entry: return "gsm_map.eraseCC-Entry";
  case OperationId::gsm_map_secureTransportClass1: return "gsm_map.secureTransportClass1";
  case OperationId::gsm_map_secureTransportClass2: return "gsm_map.secureTransportClass2";
  case OperationId::gsm_map_secureTransportClass3: return "gsm_map.secureTransportClass3";
  case OperationId::gsm_map_secureTransportClass4: return "gsm_map.secureTransportClass4";
  case OperationId::gsm_map_provideSubscriberLocation: return "gsm_map.provideSubscriberLocation";
  case OperationId::gsm_map_sendGroupCallInfo: return "gsm_map.sendGroupCallInfo";
  case OperationId::gsm_map_sendRoutingInfoForLCS: return "gsm_map.sendRoutingInfoForLCS";
  case OperationId::gsm_map_subscriberLocationReport: return "gsm_map.subscriberLocationReport";
  case OperationId::gsm_map_ist_Alert: return "gsm_map.ist-Alert";
  case OperationId::gsm_map_ist_Command: return "gsm_map.ist-Command";
  case OperationId::gsm_map_noteMM_Event: return "gsm_map.noteMM-Event";
  case OperationId::gsm_map_lcs_PeriodicLocationCancellation: return "gsm_map.lcs-PeriodicLocationCancellation";
  case OperationId::gsm_map_lcs_LocationUpdate: return "gsm_map.lcs-LocationUpdate";
  case OperationId::gsm_map_lcs_PeriodicLocationRequest: return "gsm_map.lcs-PeriodicLocationRequest";
  case OperationId::gsm_map_lcs_AreaEventCancellation: return "gsm_map.lcs-AreaEventCancellation";
  case OperationId::gsm_map_lcs_AreaEventReport: return "gsm_map.lcs-AreaEventReport";
  case OperationId::gsm_map_lcs_AreaEventRequest: return "gsm_map.lcs-AreaEventRequest";
  case OperationId::gsm_map_lcs_MOLR: return "gsm_map.lcs-MOLR";
  case OperationId::gsm_map_lcs_LocationNotification: return "gsm_map.lcs-LocationNotification";
  case OperationId::gsm_map_callDeflection: return "gsm_map.callDeflection";
  case OperationId::gsm_map_userUserService: return "gsm_map.userUserService";
  case OperationId::gsm_map_accessRegisterCCEntry: return "gsm_map.accessRegisterCCEntry";
  case OperationId::gsm_map_forwardCUG_Info: return "gsm_map.forwardCUG-Info";
  case OperationId::gsm_map_splitMPTY: return "gsm_map.splitMPTY";
  case OperationId::gsm_map_retrieveMPTY: return "gsm_map.retrieveMPTY";
  case OperationId::gsm_map_holdMPTY: return "gsm_map.holdMPTY";
  case OperationId::gsm_map_buildMPTY: return "gsm_map.buildMPTY";
  case OperationId::gsm_map_forwardChargeAdvice: return "gsm_map.forwardChargeAdvice";
  case OperationId::gsm_map_explicitCT: return "gsm_map.explicitCT";
  case OperationId::camel_initialDP: return "camel.initialDP";
  case OperationId::camel_assistRequestInstructions: return "camel.assistRequestInstructions";
  case OperationId::camel_establishTemporaryConnection: return "camel.establishTemporaryConnection";
  case OperationId::camel_disconnectForwardConnection: return "camel.disconnectForwardConnection";
  case OperationId::camel_connectToResource: return "camel.connectToResource";
  case OperationId::camel_connect: return "camel.connect";
  case OperationId::camel_releaseCall: return "camel.releaseCall";
  case OperationId::camel_requestReportBCSMEvent: return "camel.requestReportBCSMEvent";
  case OperationId::camel_eventReportBCSM: return "camel.eventReportBCSM";
  case OperationId::camel_collectInformation: return "camel.collectInformation";
  case OperationId::camel_continue: return "camel.continue";
  case OperationId::camel_initiateCallAttempt: return "camel.initiateCallAttempt";
  case OperationId::camel_resetTimer: return "camel.resetTimer";
  case OperationId::camel_furnishChargingInformation: return "camel.furnishChargingInformation";
  case OperationId::camel_applyCharging: return "camel.applyCharging";
  case OperationId::camel_applyChargingReport: return "camel.applyChargingReport";
  case OperationId::camel_callGap: return "camel.callGap";
  case OperationId::camel_callInformationReport: return "camel.callInformationReport";
  case OperationId::camel_callInformationRequest: return "camel.callInformationRequest";
  case OperationId::camel_sendChargingInformation: return "camel.sendChargingInformation";
  case OperationId::camel_playAnnouncement: return "camel.playAnnouncement";
  case OperationId::camel_promptAndCollectUserInformation: return "camel.promptAndCollectUserInformation";
  case OperationId::camel_specializedResourceReport: return "camel.specializedResourceReport";
  case OperationId::camel_cancel: return "camel.cancel";
  case OperationId::camel_activityTest: return "camel.activityTest";
  case OperationId::camel_initialDPSMS: return "camel.initialDPSMS";
  case OperationId::camel_furnishChargingInformationSMS: return "camel.furnishChargingInformationSMS";
  case OperationId::camel_connectSMS: return "camel.connectSMS";
  case OperationId::camel_requestReportSMSEvent: return "camel.requestReportSMSEvent";
  case OperationId::camel_eventReportSMS: return "camel.eventReportSMS";
  case OperationId::camel_continueSMS: return "camel.continueSMS";
  case OperationId::camel_releaseSMS: return "camel.releaseSMS";
  case OperationId::camel_resetTimerSMS: return "camel.resetTimerSMS";
  case OperationId::camel_activityTestGPRS: return "camel.activityTestGPRS";
  case OperationId::camel_applyChargingGPRS: return "camel.applyChargingGPRS";
  case OperationId::camel_applyChargingReportGPRS: return "camel.applyChargingReportGPRS";
  case OperationId::camel_cancelGPRS: return "camel.cancelGPRS";
  case OperationId::camel_connectGPRS: return "camel.connectGPRS";
  case OperationId::camel_continueGPRS: return "camel.continueGPRS";
  case OperationId::camel_entityReleasedGPRS: return "camel.entityReleasedGPRS";
  case OperationId::camel_furnishChargingInformationGPRS: return "camel.furnishChargingInformationGPRS";
  case OperationId::camel_initialDPGPRS: return "camel.initialDPGPRS";
  case OperationId::camel_releaseGPRS: return "camel.releaseGPRS";
  case OperationId::camel_eventReportGPRS: return "camel.eventReportGPRS";
  case OperationId::camel_requestReportGPRSEvent: return "camel.requestReportGPRSEvent";
  case OperationId::camel_resetTimerGPRS: return "camel.resetTimerGPRS";
  case OperationId::camel_sendChargingInformationGPRS: return "camel.sendChargingInformationGPRS";
  case OperationId::camel_dFCWithArgument: return "camel.dFCWithArgument";
  case OperationId::camel_continueWithArgument: return "camel.continueWithArgument";
  case OperationId::camel_disconnectLeg: return "camel.disconnectLeg";
  case OperationId::camel_moveLeg: return "camel.moveLeg";
  case OperationId::camel_splitLeg: return "camel.splitLeg";
  case OperationId::camel_entityReleased: return "camel.entityReleased";
  case OperationId::camel_playTone: return "camel.playTone";
  case OperationId::s6a_ULR: return "s6a.ULR";
  case OperationId::s6a_CLR: return "s6a.CLR";
  case OperationId::s6a_AIR: return "s6a.AIR";
  case OperationId::s6a_IDR: return "s6a.IDR";
  case OperationId::s6a_DSR: return "s6a.DSR";
  case OperationId::s6a_PUR: return "s6a.PUR";
  case OperationId::s6a_RSR: return "s6a.RSR";
  case OperationId::s6a_NOR: return "s6a.NOR";
  case OperationId::base_CER: return "base.CER";
  case OperationId::base_RAR: return "base.RAR";
  case OperationId::base_ACR: return "base.ACR";
  case OperationId::base_ASR: return "base.ASR";
  case OperationId::base_STR: return "base.STR";
  case OperationId::base_DWR: return "base.DWR";
  case OperationId::base_DPR: return "base.DPR";
  case OperationId::s13_ECR: return "s13.ECR";
  case OperationId::slg_PLR: return "slg.PLR";
  case OperationId::slg_LRR: return "slg.LRR";
  case OperationId::slh_RIR: return "slh.RIR";
  case OperationId::sh_UDR: return "sh.UDR";
  case OperationId::sh_PUR: return "sh.PUR";
  case OperationId::sh_SNR: return "sh.SNR";
  case OperationId::sh_PNR: return "sh.PNR";
  case OperationId::cx_UAR: return "cx.UAR";
  case OperationId::cx_SAR: return "cx.SAR";
  case OperationId::cx_LIR: return "cx.LIR";
  case OperationId::cx_MAR: return "cx.MAR";
  case OperationId::cx_RTR: return "cx.RTR";
  case OperationId::cx_PPR: return "cx.PPR";
  case OperationId::swx_SAR: return "swx.SAR";
  case OperationId::swx_MAR: return "swx.MAR";
  case OperationId::swx_RTR: return "swx.RTR";
  case OperationId::swx_PPR: return "swx.PPR";
  case OperationId::sta_RAR: return "sta.RAR";
  case OperationId::sta_AAR: return "sta.AAR";
  case OperationId::sta_DER: return "sta.DER";
  case OperationId::sta_ASR: return "sta.ASR";
  case OperationId::sta_STR: return "sta.STR";
  case OperationId::swm_RAR: return "swm.RAR";
  case OperationId::swm_AAR: return "swm.AAR";
  case OperationId::swm_DER: return "swm.DER";
  case OperationId::swm_ASR: return "swm.ASR";
  case OperationId::swm_STR: return "swm.STR";
  case OperationId::s6b_RAR: return "s6b.RAR";
  case OperationId::s6b_AAR: return "s6b.AAR";
  case OperationId::s6b_DER: return "s6b.DER";
  case OperationId::s6b_ASR: return "s6b.ASR";
  case OperationId::s6b_STR: return "s6b.STR";
  case OperationId::s6c_SRR: return "s6c.SRR";
  case OperationId::s6c_ALR: return "s6c.ALR";
  case OperationId::s6c_RDR: return "s6c.RDR";
  case OperationId::sgd_OFR: return "sgd.OFR";
  case OperationId::sgd_TFR: return "sgd.TFR";
  case OperationId::sgd_ALR: return "sgd.ALR";
  case OperationId::s6m_SIR: return "s6m.SIR";
  case OperationId::t4_DTR: return "t4.DTR";
  case OperationId::t4_DRR: return "t4.DRR";
  case OperationId::tsp_DAR: return "tsp.DAR";
  case OperationId::tsp_DNR: return "tsp.DNR";
  case OperationId::s6t_CIR: return "s6t.CIR";
  case OperationId::s6t_RIR: return "s6t.RIR";
  case OperationId::s6t_NIR: return "s6t.NIR";
  case OperationId::t6a_CIR: return "t6a.CIR";
  case OperationId::t6a_RIR: return "t6a.RIR";
  case OperationId::t6a_CMR: return "t6a.CMR";
  case OperationId::t6a_ODR: return "t6a.ODR";
  case OperationId::t6a_TDR: return "t6a.TDR";
  case OperationId::s7a_UVR: return "s7a.UVR";
  case OperationId::s7a_CVR: return "s7a.CVR";
  case OperationId::gx_RAR: return "gx.RAR";
  case OperationId::gx_CCR: return "gx.CCR";
  case OperationId::gxx_RAR: return "gxx.RAR";
  case OperationId::gxx_CCR: return "gxx.CCR";
  case OperationId::s9_RAR: return "s9.RAR";
  case OperationId::s9_CCR: return "s9.CCR";
  case OperationId::s9_TER: return "s9.TER";
  case OperationId::rx_RAR: return "rx.RAR";
  case OperationId::rx_AAR: return "rx.AAR";
  case OperationId::rx_ASR: return "rx.ASR";
  case OperationId::rx_STR: return "rx.STR";
  case OperationId::sy_STR: return "sy.STR";
  case OperationId::sy_SLR: return "sy.SLR";
  case OperationId::sy_SNR: return "sy.SNR";
  case OperationId::sd_RAR: return "sd.RAR";
  case OperationId::sd_CCR: return "sd.CCR";
  case OperationId::sd_TSR: return "sd.TSR";
  case OperationId::credit_control_RAR: return "credit_control.RAR";
  case OperationId::credit_control_CCR: return "credit_control.CCR";
  case OperationId::credit_control_ASR: return "credit_control.ASR";
  case OperationId::credit_control_STR: return "credit_control.STR";
  case OperationId::accounting_ACR: return "accounting.ACR";
  case OperationId::rf_ACR: return "rf.ACR";
  case OperationId::zh_MAR: return "zh.MAR";
  case OperationId::zn_BIR: return "zn.BIR";
  case OperationId::gtp_Echo: return "gtp.Echo";
  case OperationId::gtp_CreatePDPContext: return "gtp.CreatePDPContext";
  case OperationId::gtp_UpdatePDPContext: return "gtp.UpdatePDPContext";
  case OperationId::gtp_DeletePDPContext: return "gtp.DeletePDPContext";
  case OperationId::gtp_InitiatePDPContextActivation: return "gtp.InitiatePDPContextActivation";
  case OperationId::gtp_ErrorIndication: return "gtp.ErrorIndication";
  case OperationId::gtp_PDUNotification: return "gtp.PDUNotification";
  case OperationId::gtp_PDUNotificationReject: return "gtp.PDUNotificationReject";
  case OperationId::gtp_SupportedExtensionHeadersNotification: return "gtp.SupportedExtensionHeadersNotification";
  case OperationId::gtp_SendRouteingInformationForGPRS: return "gtp.SendRouteingInformationForGPRS";
  case OperationId::gtp_FailureReport: return "gtp.FailureReport";
  case OperationId::gtp_NoteMSGPRSPresent: return "gtp.NoteMSGPRSPresent";
  case OperationId::gtp_Identification: return "gtp.Identification";
  case OperationId::gtp_SGSNContext: return "gtp.SGSNContext";
  case OperationId::gtp_SGSNContextAcknowledge: return "gtp.SGSNContextAcknowledge";
  case OperationId::gtp_ForwardRelocation: return "gtp.ForwardRelocation";
  case OperationId::gtp_ForwardRelocationComplete: return "gtp.ForwardRelocationComplete";
  case OperationId::gtp_RelocationCancel: return "gtp.RelocationCancel";
  case OperationId::gtp_ForwardSRNSContext: return "gtp.ForwardSRNSContext";
  case OperationId::gtp_UERegistrationQuery: return "gtp.UERegistrationQuery";
  case OperationId::gtp_RANInformationRelay: return "gtp.RANInformationRelay";
  case OperationId::gtp_MBMSNotification: return "gtp.MBMSNotification";
  case OperationId::gtp_MBMSNotificationReject: return "gtp.MBMSNotificationReject";
  case OperationId::gtp_CreateMBMSContext: return "gtp.CreateMBMSContext";
  case OperationId::gtp_UpdateMBMSContext: return "gtp.UpdateMBMSContext";
  case OperationId::gtp_DeleteMBMSContext: return "gtp.DeleteMBMSContext";
  case OperationId::gtp_MBMSRegistration: return "gtp.MBMSRegistration";
  case OperationId::gtp_MBMSDeRegistration: return "gtp.MBMSDeRegistration";
  case OperationId::gtp_MBMSSessionStart: return "gtp.MBMSSessionStart";
  case OperationId::gtp_MBMSSessionStop: return "gtp.MBMSSessionStop";
  case OperationId::gtp_MBMSSessionUpdate: return "gtp.MBMSSessionUpdate";
  case OperationId::gtp_MSInfoChangeNotification: return "gtp.MSInfoChangeNotification";
  case OperationId::gtpv2_Echo: return "gtpv2.Echo";
  case OperationId::gtpv2_CreateSession: return "gtpv2.CreateSession";
  case OperationId::gtpv2_ModifyBearer: return "gtpv2.ModifyBearer";
  case OperationId::gtpv2_DeleteSession: return "gtpv2.DeleteSession";
  case OperationId::gtpv2_ChangeNotification: return "gtpv2.ChangeNotification";
  case OperationId::gtpv2_RemoteUEReport: return "gtpv2.RemoteUEReport";
  case OperationId::gtpv2_ModifyBearerCommand: return "gtpv2.ModifyBearerCommand";
  case OperationId::gtpv2_ModifyBearerFailure: return "gtpv2.ModifyBearerFailure";
  case OperationId::gtpv2_DeleteBearerCommand: return "gtpv2.DeleteBearerCommand";
  case OperationId::gtpv2_DeleteBearerFailure: return "gtpv2.DeleteBearerFailure";
  case OperationId::gtpv2_BearerResourceCommand: return "gtpv2.BearerResourceCommand";
  case OperationId::gtpv2_BearerResourceFailure: return "gtpv2.BearerResourceFailure";
  case OperationId::gtpv2_DownlinkDataNotificationFailure: return "gtpv2.DownlinkDataNotificationFailure";
  case OperationId::gtpv2_TraceSessionActivation: return "gtpv2.TraceSessionActivation";
  case OperationId::gtpv2_TraceSessionDeactivation: return "gtpv2.TraceSessionDeactivation";
  case OperationId::gtpv2_StopPaging: return "gtpv2.StopPaging";
  case OperationId::gtpv2_CreateBearer: return "gtpv2.CreateBearer";
  case OperationId::gtpv2_UpdateBearer: return "gtpv2.UpdateBearer";
  case OperationId::gtpv2_DeleteBearer: return "gtpv2.DeleteBearer";
  case OperationId::gtpv2_DeletePDNConnectionSet: return "gtpv2.DeletePDNConnectionSet";
  case OperationId::gtpv2_PGWDownlinkTriggering: return "gtpv2.PGWDownlinkTriggering";
  case OperationId::gtpv2_Identification: return "gtpv2.Identification";
  case OperationId::gtpv2_Context: return "gtpv2.Context";
  case OperationId::gtpv2_ContextAcknowledge: return "gtpv2.ContextAcknowledge";
  case OperationId::gtpv2_ForwardRelocation: return "gtpv2.ForwardRelocation";
  case OperationId::gtpv2_ForwardRelocationComplete: return "gtpv2.ForwardRelocationComplete";
  case OperationId::gtpv2_ForwardAccessContext: return "gtpv2.ForwardAccessContext";
  case OperationId::gtpv2_RelocationCancel: return "gtpv2.RelocationCancel";
  case OperationId::gtpv2_ConfigurationTransferTunnel: return "gtpv2.ConfigurationTransferTunnel";
  case OperationId::gtpv2_Detach: return "gtpv2.Detach";
  case OperationId::gtpv2_CSPaging: return "gtpv2.CSPaging";
  case OperationId::gtpv2_RANInformationRelay: return "gtpv2.RANInformationRelay";
  case OperationId::gtpv2_AlertMME: return "gtpv2.AlertMME";
  case OperationId::gtpv2_UEActivity: return "gtpv2.UEActivity";
  case OperationId::gtpv2_ISRStatus: return "gtpv2.ISRStatus";
  case OperationId::gtpv2_UERegistrationQuery: return "gtpv2.UERegistrationQuery";
  case OperationId::gtpv2_CreateForwardingTunnel: return "gtpv2.CreateForwardingTunnel";
  case OperationId::gtpv2_Suspend: return "gtpv2.Suspend";
  case OperationId::gtpv2_Resume: return "gtpv2.Resume";
  case OperationId::gtpv2_CreateIndirectDataForwardingTunnel: return "gtpv2.CreateIndirectDataForwardingTunnel";
  case OperationId::gtpv2_DeleteIndirectDataForwardingTunnel: return "gtpv2.DeleteIndirectDataForwardingTunnel";
  case OperationId::gtpv2_ReleaseAccessBearers: return "gtpv2.ReleaseAccessBearers";
  case OperationId::gtpv2_DownlinkDataNotification: return "gtpv2.DownlinkDataNotification";
  case OperationId::gtpv2_PGWRestart: return "gtpv2.PGWRestart";
  case OperationId::gtpv2_UpdatePDNConnectionSet: return "gtpv2.UpdatePDNConnectionSet";
  case OperationId::gtpv2_ModifyAccessBearers: return "gtpv2.ModifyAccessBearers";
  case OperationId::gtpv2_MBMSSessionStart: return "gtpv2.MBMSSessionStart";
  case OperationId::gtpv2_MBMSSessionUpdate: return "gtpv2.MBMSSessionUpdate";
  case OperationId::gtpv2_MBMSSessionStop: return "gtpv2.MBMSSessionStop";
  case OperationId::ansi_map_HandoffMeasurementRequest: return "ansi_map.HandoffMeasurementRequest";
  case OperationId::ansi_map_FacilitiesDirective: return "ansi_map.FacilitiesDirective";
  case OperationId::ansi_map_MobileOnChannel: return "ansi_map.MobileOnChannel";
  case OperationId::ansi_map_HandoffBack: return "ansi_map.HandoffBack";
  case OperationId::ansi_map_FacilitiesRelease: return "ansi_map.FacilitiesRelease";
  case OperationId::ansi_map_QualificationRequest: return "ansi_map.QualificationRequest";
  case OperationId::ansi_map_QualificationDirective: return "ansi_map.QualificationDirective";
  case OperationId::ansi_map_Blocking: return "ansi_map.Blocking";
  case OperationId::ansi_map_Unblocking: return "ansi_map.Unblocking";
  case OperationId::ansi_map_ResetCircuit: return "ansi_map.ResetCircuit";
  case OperationId::ansi_map_TrunkTest: return "ansi_map.TrunkTest";
  case OperationId::ansi_map_TrunkTestDisconnect: return "ansi_map.TrunkTestDisconnect";
  case OperationId::ansi_map_RegistrationNotification: return "ansi_map.RegistrationNotification";
  case OperationId::ansi_map_RegistrationCancellation: return "ansi_map.RegistrationCancellation";
  case OperationId::ansi_map_LocationRequest: return "ansi_map.LocationRequest";
  case OperationId::ansi_map_RoutingRequest: return "ansi_map.RoutingRequest";
  case OperationId::ansi_map_FeatureRequest: return "ansi_map.FeatureRequest";
  case OperationId::ansi_map_UnreliableRoamerDataDirective: return "ansi_map.UnreliableRoamerDataDirective";
  case OperationId::ansi_map_MSInactive: return "ansi_map.MSInactive";
  case OperationId::ansi_map_TransferToNumberRequest: return "ansi_map.TransferToNumberRequest";
  case OperationId::ansi_map_RedirectionRequest: return "ansi_map.RedirectionRequest";
  case OperationId::ansi_map_HandoffToThird: return "ansi_map.HandoffToThird";
  case OperationId::ansi_map_FlashRequest: return "ansi_map.FlashRequest";
  case OperationId::ansi_map_AuthenticationDirective: return "ansi_map.AuthenticationDirective";
  case OperationId::ansi_map_AuthenticationRequest: return "ansi_map.AuthenticationRequest";
  case OperationId::ansi_map_BaseStationChallenge: return "ansi_map.BaseStationChallenge";
  case OperationId::ansi_map_AuthenticationFailureReport: return "ansi_map.AuthenticationFailureReport";
  case OperationId::ansi_map_CountRequest: return "ansi_map.CountRequest";
  case OperationId::ansi_map_InterSystemPage: return "ansi_map.InterSystemPage";
  case OperationId::ansi_map_UnsolicitedResponse: return "ansi_map.UnsolicitedResponse";
  case OperationId::ansi_map_BulkDeregistration: return "ansi_map.BulkDeregistration";
  case OperationId::ansi_map_HandoffMeasurementRequest2: return "ansi_map.HandoffMeasurementRequest2";
  case OperationId::ansi_map_FacilitiesDirective2: return "ansi_map.FacilitiesDirective2";
  case OperationId::ansi_map_HandoffBack2: return "ansi_map.HandoffBack2";
  case OperationId::ansi_map_HandoffToThird2: return "ansi_map.HandoffToThird2";
  case OperationId::ansi_map_AuthenticationDirectiveForward: return "ansi_map.AuthenticationDirectiveForward";
  case OperationId::ansi_map_AuthenticationStatusReport: return "ansi_map.AuthenticationStatusReport";
  case OperationId::ansi_map_InformationDirective: return "ansi_map.InformationDirective";
  case OperationId::ansi_map_InformationForward: return "ansi_map.InformationForward";
  case OperationId::ansi_map_InterSystemAnswer: return "ansi_map.InterSystemAnswer";
  case OperationId::ansi_map_InterSystemPage2: return "ansi_map.InterSystemPage2";
  case OperationId::ansi_map_InterSystemSetup: return "ansi_map.InterSystemSetup";
  case OperationId::ansi_map_OriginationRequest: return "ansi_map.OriginationRequest";
  case OperationId::ansi_map_RandomVariableRequest: return "ansi_map.RandomVariableRequest";
  case OperationId::ansi_map_RedirectionDirective: return "ansi_map.RedirectionDirective";
  case OperationId::ansi_map_RemoteUserInteractionDirective: return "ansi_map.RemoteUserInteractionDirective";
  case OperationId::ansi_map_SMSDeliveryBackward: return "ansi_map.SMSDeliveryBackward";
  case OperationId::ansi_map_SMSDeliveryForward: return "ansi_map.SMSDeliveryForward";
  case OperationId::ansi_map_SMSDeliveryPointToPoint: return "ansi_map.SMSDeliveryPointToPoint";
  case OperationId::ansi_map_SMSNotification: return "ansi_map.SMSNotification";
  case OperationId::ansi_map_SMSRequest: return "ansi_map.SMSRequest";
  case OperationId::ansi_map_OTASPRequest: return "ansi_map.OTASPRequest";
  case OperationId::ansi_map_ChangeFacilities: return "ansi_map.ChangeFacilities";
  case OperationId::ansi_map_ChangeService: return "ansi_map.ChangeService";
  case OperationId::ansi_map_ParameterRequest: return "ansi_map.ParameterRequest";
  case OperationId::ansi_map_TMSIDirective: return "ansi_map.TMSIDirective";
  case OperationId::ansi_map_NumberPortabilityRequest: return "ansi_map.NumberPortabilityRequest";
  case OperationId::ansi_map_ServiceRequest: return "ansi_map.ServiceRequest";
  case OperationId::ansi_map_AnalyzedInformation: return "ansi_map.AnalyzedInformation";
  case OperationId::ansi_map_SMSDeliveryPointToPointAck: return "ansi_map.SMSDeliveryPointToPointAck";
  case OperationId::ansi_map_MessageDirective: return "ansi_map.MessageDirective";
  case OperationId::ansi_map_PositionRequest: return "ansi_map.PositionRequest";
  case OperationId::ansi_map_PositionRequestForward: return "ansi_map.PositionRequestForward";
  case OperationId::ansi_map_CallTerminationReport: return "ansi_map.CallTerminationReport";
  case OperationId::ansi_map_GeoPositionDirective: return "ansi_map.GeoPositionDirective";
  case OperationId::ansi_map_GeoPositionRequest: return "ansi_map.GeoPositionRequest";
  case OperationId::ansi_map_InterSystemPositionRequest: return "ansi_map.InterSystemPositionRequest";
  case OperationId::ansi_map_InterSystemPositionRequestForward: return "ansi_map.InterSystemPositionRequestForward";
  case OperationId::ansi_map_RoamerDatabaseVerificationRequest: return "ansi_map.RoamerDatabaseVerificationRequest";
  case OperationId::ansi_map_InterSystemSMSPage: return "ansi_map.InterSystemSMSPage";
  case OperationId::ansi_map_LCSParameterRequest: return "ansi_map.LCSParameterRequest";
  case OperationId::ansi_map_PositionEventNotification: return "ansi_map.PositionEventNotification";
  case OperationId::ansi_map_InterSystemSMSDeliveryPointToPoint: return "ansi_map.InterSystemSMSDeliveryPointToPoint";
  case OperationId::ansi_map_QualificationRequest2: return "ansi_map.QualificationRequest2";
  default: return "?";
  }
}

struct DiameterCommand {
  uint32_t application;
  uint32_t code;
  OperationId id;
};
constexpr uint32_t kDiameterCommandCount = 94;
constexpr DiameterCommand kDiameterCommands[] = {
  {16777251u, 316u, OperationId::s6a_ULR},
  {16777251u, 317u, OperationId::s6a_CLR},
  {16777251u, 318u, OperationId::s6a_AIR},
  {16777251u, 319u, OperationId::s6a_IDR},
  {16777251u, 320u, OperationId::s6a_DSR},
  {16777251u, 321u, OperationId::s6a_PUR},
  {16777251u, 322u, OperationId::s6a_RSR},
  {16777251u, 323u, OperationId::s6a_NOR},
  {0u, 257u, OperationId::base_CER},
  {0u, 258u, OperationId::base_RAR},
  {0u, 271u, OperationId::base_ACR},
  {0u, 274u, OperationId::base_ASR},
  {0u, 275u, OperationId::base_STR},
  {0u, 280u, OperationId::base_DWR},
  {0u, 282u, OperationId::base_DPR},
  {16777252u, 324u, OperationId::s13_ECR},
  {16777255u, 8388620u, OperationId::slg_PLR},
  {16777255u, 8388621u, OperationId::slg_LRR},
  {16777291u, 8388622u, OperationId::slh_RIR},
  {16777217u, 306u, OperationId::sh_UDR},
  {16777217u, 307u, OperationId::sh_PUR},
  {16777217u, 308u, OperationId::sh_SNR},
  {16777217u, 309u, OperationId::sh_PNR},
  {16777216u, 300u, OperationId::cx_UAR},
  {16777216u, 301u, OperationId::cx_SAR},
  {16777216u, 302u, OperationId::cx_LIR},
  {16777216u, 303u, OperationId::cx_MAR},
  {16777216u, 304u, OperationId::cx_RTR},
  {16777216u, 305u, OperationId::cx_PPR},
  {16777265u, 301u, OperationId::swx_SAR},
  {16777265u, 303u, OperationId::swx_MAR},
  {16777265u, 304u, OperationId::swx_RTR},
  {16777265u, 305u, OperationId::swx_PPR},
  {16777250u, 258u, OperationId::sta_RAR},
  {16777250u, 265u, OperationId::sta_AAR},
  {16777250u, 268u, OperationId::sta_DER},
  {16777250u, 274u, OperationId::sta_ASR},
  {16777250u, 275u, OperationId::sta_STR},
  {16777264u, 258u, OperationId::swm_RAR},
  {16777264u, 265u, OperationId::swm_AAR},
  {16777264u, 268u, OperationId::swm_DER},
  {16777264u, 274u, OperationId::swm_ASR},
  {16777264u, 275u, OperationId::swm_STR},
  {16777272u, 258u, OperationId::s6b_RAR},
  {16777272u, 265u, OperationId::s6b_AAR},
  {16777272u, 268u, OperationId::s6b_DER},
  {16777272u, 274u, OperationId::s6b_ASR},
  {16777272u, 275u, OperationId::s6b_STR},
  {16777312u, 8388647u, OperationId::s6c_SRR},
  {16777312u, 8388648u, OperationId::s6c_ALR},
  {16777312u, 8388649u, OperationId::s6c_RDR},
  {16777313u, 8388645u, OperationId::sgd_OFR},
  {16777313u, 8388646u, OperationId::sgd_TFR},
  {16777313u, 8388648u, OperationId::sgd_ALR},
  {16777310u, 8388641u, OperationId::s6m_SIR},
  {16777311u, 8388643u, OperationId::t4_DTR},
  {16777311u, 8388644u, OperationId::t4_DRR},
  {16777309u, 8388639u, OperationId::tsp_DAR},
  {16777309u, 8388640u, OperationId::tsp_DNR},
  {16777345u, 8388718u, OperationId::s6t_CIR},
  {16777345u, 8388719u, OperationId::s6t_RIR},
  {16777345u, 8388726u, OperationId::s6t_NIR},
  {16777346u, 8388718u, OperationId::t6a_CIR},
  {16777346u, 8388719u, OperationId::t6a_RIR},
  {16777346u, 8388732u, OperationId::t6a_CMR},
  {16777346u, 8388733u, OperationId::t6a_ODR},
  {16777346u, 8388734u, OperationId::t6a_TDR},
  {16777308u, 8388638u, OperationId::s7a_UVR},
  {16777308u, 8388642u, OperationId::s7a_CVR},
  {16777238u, 258u, OperationId::gx_RAR},
  {16777238u, 272u, OperationId::gx_CCR},
  {16777266u, 258u, OperationId::gxx_RAR},
  {16777266u, 272u, OperationId::gxx_CCR},
  {16777267u, 258u, OperationId::s9_RAR},
  {16777267u, 272u, OperationId::s9_CCR},
  {16777267u, 8388656u, OperationId::s9_TER},
  {16777236u, 258u, OperationId::rx_RAR},
  {16777236u, 265u, OperationId::rx_AAR},
  {16777236u, 274u, OperationId::rx_ASR},
  {16777236u, 275u, OperationId::rx_STR},
  {16777302u, 275u, OperationId::sy_STR},
  {16777302u, 8388635u, OperationId::sy_SLR},
  {16777302u, 8388636u, OperationId::sy_SNR},
  {16777303u, 258u, OperationId::sd_RAR},
  {16777303u, 272u, OperationId::sd_CCR},
  {16777303u, 8388637u, OperationId::sd_TSR},
  {4u, 258u, OperationId::credit_control_RAR},
  {4u, 272u, OperationId::credit_control_CCR},
  {4u, 274u, OperationId::credit_control_ASR},
  {4u, 275u, OperationId::credit_control_STR},
  {3u, 271u, OperationId::accounting_ACR},
  {16777218u, 271u, OperationId::rf_ACR},
  {16777221u, 303u, OperationId::zh_MAR},
  {16777220u, 310u, OperationId::zn_BIR},
};

} // namespace sigwarden
